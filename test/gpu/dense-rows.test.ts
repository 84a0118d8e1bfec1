import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { resultOf, sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(20, 33, 0.3);

// a full batch in the middle of the order, and the rest of an epoch
test.each([
  [2, 5],
  [16, 5],
])('rows from position %i on equal the matrix read entry by entry', async (first, size) => {
  const order = Array.from({ length: 18 }, (_, i) => (i * 7) % 20);
  const expected = new Float32Array(size * host.columns);
  for (let r = 0; r < size && first + r < order.length; r++) {
    const row = order[first + r]!;
    for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++)
      expected[r * host.columns + host.indices[p]!] = host.values[p]!;
  }
  for (const backend of [backends.gpu, backends.cpu]) {
    const out = await resultOf(backend, (scope) => {
      const { matrix, values } = uploadMatrix(scope, host);
      const batch = uploadBatch(scope, order, size, { first });
      const tile = scope.upload(new Float32Array(size * host.columns).fill(9), 'out');
      return {
        operations: [backend.kernels.denseRows(scope, { batch, matrix, values, out: tile })],
        out: tile,
      };
    });
    expect(out).toEqual(expected);
  }
});
