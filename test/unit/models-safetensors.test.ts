import { describe, expect, test } from 'vitest';
import type { NamedTensor } from '../../src/models/recommender';
import { readSafetensors, writeSafetensors } from '../../src/models/safetensors';

const tensors = new Map<string, NamedTensor>([
  ['weights', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, -0) }],
  ['codes', { shape: [3], data: Uint32Array.of(7, 0xffffffff, 0) }],
]);

describe('safetensors', () => {
  test('come back as they were written', () => {
    const { tensors: read, metadata } = readSafetensors(writeSafetensors(tensors, { model: 'item-knn' }));
    expect(read).toEqual(new Map([...tensors].sort(([a], [b]) => (a < b ? -1 : 1))));
    expect(metadata).toEqual({ model: 'item-knn' });
  });

  test('have the layout of the format', () => {
    const bytes = writeSafetensors(tensors);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      codes: { dtype: 'U32', shape: [3], data_offsets: [0, 12] },
      weights: { dtype: 'F32', shape: [2, 3], data_offsets: [12, 36] },
    });
    expect(new Uint32Array(bytes.slice(8 + length, 8 + length + 12).buffer)).toEqual(
      tensors.get('codes')!.data,
    );
  });

  test('are read from any address', () => {
    const bytes = writeSafetensors(tensors);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3)).tensors).toEqual(readSafetensors(bytes).tensors);
  });

  const edit = (change: (bytes: Uint8Array) => void) => {
    const bytes = writeSafetensors(tensors);
    change(bytes);
    return bytes;
  };
  const headed = (header: unknown) => {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const bytes = new Uint8Array(8 + json.length + 16);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
    bytes.set(json, 8);
    return bytes;
  };
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  test.each([
    ['metadata that are none', headed({ __metadata__: null }), 'metadata are not texts'],
    ['metadata of numbers', headed({ __metadata__: { a: 1 } }), 'metadata are not texts'],
    ['no entry of a tensor', headed({ x: null }), 'of tensor “x” is not its type, shape and place'],
    ['a shape that is a number', headed({ x: { ...entry, shape: 4 } }), 'is not its type, shape and place'],
    ['a negative shape', headed({ x: { ...entry, shape: [-1, -2] } }), 'is not its type, shape and place'],
    ['no place', headed({ x: { ...entry, data_offsets: {} } }), 'is not its type, shape and place'],
    ['a place before the data', headed({ x: { ...entry, data_offsets: [-8, 0] } }), 'is not its type'],
    ['another type', headed({ x: { ...entry, dtype: 'F64' } }), 'only F32 and U32'],
    ['an empty file', new Uint8Array(0), 'shorter than 8 bytes'],
    ['a header beyond the end', edit((bytes) => bytes.fill(255, 0, 4)), 'its header would have'],
    ['a header that is no JSON', edit((bytes) => bytes.fill(0x7a, 8, 12)), 'not JSON'],
    ['a file cut short', writeSafetensors(tensors).subarray(0, -4), 'does not fit its data'],
  ])('%s is refused with the reason', (_, bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(reason);
  });
});
