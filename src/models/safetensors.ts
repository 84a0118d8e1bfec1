import type { NamedTensor } from './recommender';

/**
 * Tensors as a safetensors file (huggingface/safetensors, format 0): the header's length as little-endian u64, the
 * header as JSON `{name: {dtype, shape, data_offsets}}` padded with blanks to a multiple of 8 bytes, then the data in
 * little-endian order. Names are written in ascending order, so equal tensors give equal bytes.
 *
 * @param metadata text fields for the header's `__metadata__`
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const names = [...tensors.keys()].sort();
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let end = 0;
  for (const name of names) {
    const { shape, data } = tensors.get(name)!;
    const begin = end;
    end += data.byteLength;
    header[name] = { dtype: data instanceof Float32Array ? 'F32' : 'U32', shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(json, 8);
  let at = 8 + padded;
  for (const name of names) {
    const { data } = tensors.get(name)!;
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** Largest header accepted, as in the reference implementation. */
const MAX_HEADER = 100_000_000;

/**
 * Reads a safetensors file with f32 and u32 tensors.
 *
 * @throws RangeError with what is wrong, where the file is not of that format or holds other types
 */
export function readSafetensors(bytes: Uint8Array): {
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  readonly metadata: Readonly<Record<string, string>>;
} {
  if (bytes.length < 8) throw new RangeError('not a safetensors file: shorter than 8 bytes');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER || 8 + length > bytes.length) {
    throw new RangeError(`not a safetensors file: its header would have ${length} bytes`);
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, 8 + length));
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new RangeError('not a safetensors file: its metadata are not texts by name');
  }
  const tensors = new Map<string, NamedTensor>();
  for (const [name, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) {
      throw new RangeError(`what the header says of tensor “${name}” is not its type, shape and place`);
    }
    const { dtype, shape, data_offsets: offsets } = entry;
    if (dtype !== 'F32' && dtype !== 'U32') {
      throw new RangeError(`tensor “${name}” has type ${dtype}; only F32 and U32 can be read`);
    }
    const [begin, end] = offsets;
    const count = shape.reduce((product, n) => product * n, 1);
    if (end - begin !== count * 4 || 8 + length + end > bytes.length) {
      throw new RangeError(
        `tensor “${name}” of shape [${shape.join(', ')}] does not fit its data [${begin}, ${end}]`,
      );
    }
    // A copy, since the data may lie at an address that is no multiple of 4.
    const { buffer } = bytes.slice(8 + length + begin, 8 + length + end);
    tensors.set(name, { shape, data: dtype === 'F32' ? new Float32Array(buffer) : new Uint32Array(buffer) });
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isEntry(value: unknown): value is HeaderEntry {
  if (!isObject(value)) return false;
  const { dtype, shape, data_offsets: offsets } = value;
  const isCounts = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((each) => Number.isSafeInteger(each) && each >= 0);
  return typeof dtype === 'string' && isCounts(shape) && isCounts(offsets) && offsets.length === 2;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new RangeError('not a safetensors file: its header is not JSON');
  }
  if (!isObject(header)) throw new RangeError('not a safetensors file: its header is not a JSON object');
  return header;
}
