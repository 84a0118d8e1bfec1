import { brokenArchive } from './errors';

/** A file in a .zip, from the central directory. */
export interface ZipMember {
  readonly name: string;
  readonly size: number;
  readonly compressedSize: number;
  /** 0 stored, 8 deflate; others cannot be opened. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Of its local header. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * The members of a .zip (APPNOTE 4.3). Reads the directory at the end only, so that the size of the archive does not
 * matter. Throws `ResearcherError` where the directory is damaged (or ZIP64, from 4 GiB on).
 */
export async function zipMembers(archive: Blob, file: string): Promise<ZipMember[]> {
  const tail = await viewOf(archive.slice(Math.max(0, archive.size - 65_557)));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endSignature) end--;
  if (end < 0) throw brokenArchive(file);
  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (start + length > archive.size) throw brokenArchive(file);
  const directory = await viewOf(archive.slice(start, start + length));
  const members: ZipMember[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== entrySignature)
      throw brokenArchive(file);
    const flags = directory.getUint16(at + 8, true);
    const nameLength = directory.getUint16(at + 28, true);
    if (at + 46 + nameLength > directory.byteLength) throw brokenArchive(file);
    const nameBytes = new Uint8Array(directory.buffer, at + 46, nameLength);
    members.push({
      name: new TextDecoder().decode(nameBytes),
      size: directory.getUint32(at + 24, true),
      compressedSize: directory.getUint32(at + 20, true),
      method: directory.getUint16(at + 10, true),
      encrypted: (flags & 1) === 1,
      offset: directory.getUint32(at + 42, true),
    });
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return members;
}

/** The decompressed bytes of a member, as a stream. */
export async function openMember(
  archive: Blob,
  member: ZipMember,
  file: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (member.offset + 30 > archive.size) throw brokenArchive(file);
  const header = await viewOf(archive.slice(member.offset, member.offset + 30));
  if (header.getUint32(0, true) !== localSignature) throw brokenArchive(file);
  const start = member.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const body = archive.slice(start, start + member.compressedSize).stream();
  return member.method === 0 ? body : body.pipeThrough(new DecompressionStream('deflate-raw'));
}

async function viewOf(blob: Blob): Promise<DataView<ArrayBuffer>> {
  return new DataView(await blob.arrayBuffer());
}
