import { expect, test } from 'vitest';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { resultOf, uploadBatch } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, 0],
  [70, 5, 0],
  [70, 3, 9],
])('a batch of %i windows of %i from place %i, by time', async (size, length, outOffset) => {
  const rows = 100;
  const order = Array.from({ length: rows }, (_, i) => (i * 37) % rows);
  const first = rows - Math.ceil(size / 2);
  const windows = Uint32Array.from({ length: rows * length }, (_, i) => 7 * i);
  const expected = new Uint32Array(outOffset + size * length + 2).fill(3);
  for (let b = 0; b < size; b++)
    for (let t = 0; t < length; t++)
      expected[outOffset + t * size + b] =
        first + b < rows ? windows[order[first + b]! * length + t]! : NO_ROW;
  for (const backend of [backends.gpu, backends.cpu]) {
    const result = await resultOf(backend, (scope) => {
      const out = scope.upload(new Uint32Array(expected.length).fill(3), 'out');
      const spec = {
        batch: uploadBatch(scope, order, size, { first }),
        windows: scope.upload(windows, 'windows'),
        ...{ length, out, outOffset },
      };
      return { operations: [backend.kernels.batchWindows(scope, spec)], out };
    });
    expect(result).toEqual(expected);
  }
});
