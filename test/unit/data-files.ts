import { deflateRawSync, gzipSync } from 'node:zlib';
import type { InteractionTable } from '../../src/data/interactions';
import { readInteractions, type ReadOptions } from '../../src/data/read';

export const hooks = { report: () => undefined, checkpoint: () => Promise.resolve() };

type Content = string | Uint8Array<ArrayBuffer>;

export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? Uint8Array.from(new TextEncoder().encode(content)) : content;
}

/** Reads text or bytes as a file; `auto` unless told otherwise. */
export function read(
  content: Content,
  name = 'log.csv',
  options: Partial<ReadOptions> = {},
): Promise<InteractionTable> {
  return readInteractions(new Blob([bytesOf(content)]), name, { format: 'auto', ...options }, hooks);
}

/** Rows as original ids and numbers. */
export function rowsOfTable(table: InteractionTable): (string | number | null)[][] {
  return Array.from({ length: table.length }, (_, row) => [
    table.userIds.id(table.users[row]!),
    table.itemIds.id(table.items[row]!),
    table.ratings ? table.ratings[row]! : null,
    table.timestamps ? table.timestamps[row]! : null,
  ]);
}

export function gzip(content: Content): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(gzipSync(bytesOf(content)));
}

/** A .zip archive, deflated, written after APPNOTE by hand so that the reader is not tested against itself. */
export function zip(files: Readonly<Record<string, Content>>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = bytesOf(content);
    const packed = deflateRawSync(raw);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(raw.length, 22);
    local.writeUInt16LE(path.length, 26);
    parts.push(local, path, packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(raw.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, path);
    offset += local.length + path.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Uint8Array.from(Buffer.concat([...parts, listing, end]));
}
