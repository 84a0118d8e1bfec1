import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [70, 5],
])('copies %i rows of %i out of a table', async (count, width) => {
  const table = noiseArray(2 + 40 * width);
  const ids = Uint32Array.from({ length: count + 1 }, (_, i) => (i * 13) % 40);
  const expected = Float32Array.from(
    { length: count * width },
    (_, i) => table[2 + ids[1 + Math.floor(i / width)]! * width + (i % width)]!,
  );
  for (const backend of [backends.gpu, backends.cpu]) {
    const out = await resultOf(backend, (scope) => {
      const result = scope.tensor('f32', count * width, 'out');
      const spec = {
        ids: scope.upload(ids, 'ids'),
        idsOffset: 1,
        table: scope.upload(table, 'table'),
        tableOffset: 2,
        out: result,
        count,
        width,
      };
      return { operations: [backend.kernels.gatherRows(scope, spec)], out: result };
    });
    expect(out).toEqual(expected);
  }
});
