import { Sha256 } from '../sha256';
import { brokenArchive, emptyFile, nestedArchive, noMember, unsupportedArchive } from './errors';
import { openMember, zipMembers, type ZipMember } from './zip';

/** A file ready to be read, whatever it was packed in. */
export interface OpenedSource {
  /** `archive.zip/member` for an archive, else the file's name. */
  readonly name: string;
  /** The file itself where nothing is packed: formats that need random access read it. */
  readonly blob: Blob | null;
  readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Decompressed size where it is known, for progress. */
  readonly size: number | null;
}

/** Opens .gz and .zip by their first bytes, not by the name. `archive.zip/member` names a member; else the largest. */
export async function openSource(blob: Blob, name: string): Promise<OpenedSource> {
  if (blob.size === 0) throw emptyFile(name);
  const magic = new Uint8Array(await blob.slice(0, 512).arrayBuffer());
  refuseForeign(magic, name);
  if (isGzip(magic)) {
    const bytes = blob.stream().pipeThrough(new DecompressionStream('gzip'));
    return { name, blob: null, bytes, size: null };
  }
  if (isZip(magic)) return openZip(blob, name);
  return { name, blob, bytes: blob.stream(), size: blob.size };
}

async function openZip(blob: Blob, name: string): Promise<OpenedSource> {
  const split = /^(.*?\.zip)\/(.+)$/is.exec(name);
  const archive = split?.[1] ?? name;
  const wanted = split?.[2];
  const members = await zipMembers(blob, archive);
  if (members.some((member) => member.name === '[Content_Types].xml')) {
    throw unsupportedArchive(name, 'an office document');
  }
  const files = members.filter(
    (member) => !member.name.endsWith('/') && !member.name.startsWith('__MACOSX/'),
  );
  const readable = files.filter(isReadable);
  const names = files.map((member) => member.name);
  const chosen =
    wanted === undefined
      ? readable.reduce<ZipMember | null>(
          (best, member) => (best && best.size >= member.size ? best : member),
          null,
        )
      : files.find((member) => member.name === wanted || member.name.endsWith(`/${wanted}`));
  if (!chosen) {
    if (files.some((member) => /\.(zip|7z|rar|tgz|tar)$/i.test(member.name))) throw nestedArchive(archive);
    throw noMember(name, names);
  }
  const full = `${archive}/${chosen.name}`;
  if (chosen.size === 0) throw emptyFile(full);
  if (chosen.encrypted) throw unsupportedArchive(full, 'an encrypted archive');
  if (chosen.method !== 0 && chosen.method !== 8)
    throw unsupportedArchive(full, 'an archive of a rare compression');
  const [head, bytes] = await peek(await openMember(blob, chosen, archive), 512, full);
  if (isZip(head)) throw nestedArchive(full);
  refuseForeign(head, full);
  if (isGzip(head)) {
    return { name: full, blob: null, bytes: bytes.pipeThrough(new DecompressionStream('gzip')), size: null };
  }
  return { name: full, blob: null, bytes, size: chosen.size };
}

/** The first bytes of a stream, and a stream that still has them. */
async function peek(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  count: number,
  file: string,
): Promise<[Uint8Array, ReadableStream<Uint8Array<ArrayBuffer>>]> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < count) {
    const { done, value } = await reader.read().catch(() => {
      throw brokenArchive(file);
    });
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const head = new Uint8Array(Math.min(length, count));
  let filled = 0;
  for (const chunk of chunks) {
    head.set(chunk.subarray(0, head.length - filled), filled);
    filled = Math.min(head.length, filled + chunk.length);
  }
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const ready = chunks.shift();
      if (ready) return controller.enqueue(ready);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return [head, whole];
}

function isReadable(member: ZipMember): boolean {
  return (
    member.size > 0 &&
    !/\.(zip|7z|rar|tgz|tar|png|jpe?g|gif|pdf|html?|exe|dll|pyc?|ipynb)$/i.test(member.name) &&
    !/(^|\/)(readme|licen[cs]e|note)[^/]*$/i.test(member.name)
  );
}

function isGzip(magic: Uint8Array): boolean {
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

function isZip(magic: Uint8Array): boolean {
  return magic[0] === 0x50 && magic[1] === 0x4b && (magic[2] === 3 || magic[2] === 5);
}

function refuseForeign(magic: Uint8Array, file: string): void {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => magic[index] === byte);
  const text = (start: number, end: number) => String.fromCharCode(...magic.subarray(start, end));
  if (begins(0xfd, 0x37, 0x7a, 0x58)) throw unsupportedArchive(file, 'an .xz file');
  if (begins(0x42, 0x5a, 0x68) && text(4, 10) === '1AY&SY') throw unsupportedArchive(file, 'a .bz2 file');
  if (begins(0x37, 0x7a, 0xbc, 0xaf)) throw unsupportedArchive(file, 'a .7z file');
  if (begins(0x52, 0x61, 0x72, 0x21)) throw unsupportedArchive(file, 'a .rar file');
  if (begins(0x28, 0xb5, 0x2f, 0xfd)) throw unsupportedArchive(file, 'a .zst file');
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw unsupportedArchive(file, 'an office document');
  if (text(257, 262) === 'ustar') throw unsupportedArchive(file, 'a .tar file');
}

/** SHA-256 of a file's bytes as they lie on disk, 64 hexadecimal digits; never holds more than one piece. */
export async function sha256OfBlob(blob: Blob, checkpoint: () => Promise<unknown>): Promise<string> {
  const digest = new Sha256();
  const reader = blob.stream().getReader();
  let pending = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return digest.hex();
    digest.update(value);
    pending += value.length;
    if (pending >= 4 << 20) {
      pending = 0;
      await checkpoint();
    }
  }
}
