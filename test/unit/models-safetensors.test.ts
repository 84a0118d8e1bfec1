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
  test.each([
    ['an empty file', new Uint8Array(0), 'shorter than 8 bytes'],
    ['a header beyond the end', edit((bytes) => bytes.fill(255, 0, 4)), 'its header would have'],
    ['a header that is no JSON', edit((bytes) => bytes.fill(0x7a, 8, 12)), 'not JSON'],
    ['a file cut short', writeSafetensors(tensors).subarray(0, -4), 'does not fit its data'],
  ])('%s is refused with the reason', (_, bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(reason);
  });
});
