import { expect, test } from 'vitest';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

// packed rows, and rows that are part of wider ones
test.each([
  [1, 1, 1, 0],
  [70, 5, 5, 0],
  [70, 5, 9, 3],
  [70, 8, 16, 4],
])('copies %i rows of %i into rows of %i from column %i', async (count, width, outStride, outColumn) => {
  const tableOffset = width % 4 === 0 ? 4 : 2;
  const table = noiseArray(tableOffset + 40 * width);
  const ids = Uint32Array.from({ length: count + 1 }, (_, i) => (i % 11 === 10 ? NO_ROW : (i * 13) % 40));
  const expected = new Float32Array(count * outStride).fill(9);
  for (let r = 0; r < count; r++) {
    const row = ids[1 + r]!;
    for (let c = 0; c < width; c++)
      expected[r * outStride + outColumn + c] = row === NO_ROW ? 0 : table[tableOffset + row * width + c]!;
  }
  for (const backend of [backends.gpu, backends.cpu]) {
    const out = await resultOf(backend, (scope) => {
      const result = scope.upload(new Float32Array(count * outStride).fill(9), 'out');
      const spec = {
        ids: scope.upload(ids, 'ids'),
        idsOffset: 1,
        table: scope.upload(table, 'table'),
        tableOffset,
        out: result,
        ...{ outStride, outColumn, count, width },
      };
      return { operations: [backend.kernels.gatherRows(scope, spec)], out: result };
    });
    expect(out).toEqual(expected);
  }
});
