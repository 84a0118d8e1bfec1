import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(30, 41, 0.3);
const order = Array.from({ length: 30 }, (_, i) => (i * 7) % 30);
const size = 16;

test.each([1, 4, 10])('width %i equals XᵀD written out', async (width) => {
  const dense = noiseArray(size * width, 5);
  const result = await expectAgreement(backends, size, 1, (backend, scope) => {
    const { matrix, values } = uploadMatrix(scope, host);
    const batch = uploadBatch(scope, order, size, { first: 16 });
    const entries = scope.tensor('u32', host.columns * size * 2, 'entries');
    const counts = scope.tensor('u32', host.columns, 'counts');
    const out = scope.tensor('f32', 4 + host.columns * width, 'out');
    const spec = {
      entries,
      counts,
      size,
      columns: host.columns,
      values,
      dense: scope.upload(dense, 'dense'),
      width,
      out,
      outOffset: 4,
    };
    return {
      operations: [
        backend.kernels.batchColumns(scope, { batch, matrix, entries, counts }),
        backend.kernels.sparseOuter(scope, spec),
      ],
      out,
    };
  });
  const expected = new Float64Array(4 + host.columns * width);
  for (let r = 0; r < 14; r++) {
    const row = order[16 + r]!;
    for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++)
      for (let j = 0; j < width; j++)
        expected[4 + host.indices[p]! * width + j]! += host.values[p]! * dense[r * width + j]!;
  }
  expected.forEach((value, i) => expect(result[i]).toBeCloseTo(value, 5));
});
