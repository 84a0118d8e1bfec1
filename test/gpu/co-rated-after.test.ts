import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedSums } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { compress, ratings, transpose, type DenseMatrix } from './sparse-fixture';

const backends = bothBackends();
const KINDS: readonly CoRatedSums[] = ['count', 'product', 'distance', 'norms', 'moments', 'dot'];

// one entity; below, off and above the workgroup size
describe.each([
  [1, 1, 1],
  [13, 40, 0.4],
  [65, 31, 0.2],
  [130, 257, 0.05],
])('%i entities × %i features at %f', (entities, features, density) => {
  const matrix = ratings(entities, features, density);
  const rows = Uint32Array.from({ length: entities }, (_, t) => (t % 3 === 2 ? NO_ROW : entities - 1 - t));

  test.each(KINDS)(
    '%s: exact integers for later entities, 0 for earlier ones, on both sides',
    async (sums) => {
      const width = SUMS_WIDTH[sums];
      const expected = new Float32Array(entities * entities * width);
      rows.forEach((a, t) => {
        for (let b = a === NO_ROW ? entities : a + 1; b < entities; b++) {
          for (let f = 0; f < features; f++) {
            const [x, y] = [matrix.at(a, f), matrix.at(b, f)];
            if (x === 0 || y === 0) continue;
            const all = [1, sums === 'distance' ? (x - y) ** 2 : x * y, x * x, y * y, x, y];
            (sums === 'dot' ? [x * y] : all)
              .slice(0, width)
              .forEach((term, i) => (expected[(t * entities + b) * width + i]! += term));
          }
        }
      });
      for (const backend of [backends.gpu, backends.cpu])
        expect(await summed(backend, matrix, rows, sums)).toEqual(expected);
    },
  );
});

async function summed(
  backend: Backend,
  matrix: DenseMatrix,
  rows: Uint32Array,
  sums: CoRatedSums,
): Promise<Float32Array> {
  const scope = backend.scope('test');
  const [entities, features] = [compress(matrix), compress(transpose(matrix))];
  const ranges: number[] = [];
  for (let a = 0; a < matrix.rows; a++) {
    for (let p = entities.offsets[a]!; p < entities.offsets[a + 1]!; p++) {
      const end = features.offsets[entities.indices[p]! + 1]!;
      let at = features.offsets[entities.indices[p]!]!;
      while (at < end && features.indices[at]! <= a) at++;
      ranges.push(at, end);
    }
  }
  const out = scope.tensor('f32', rows.length * matrix.rows * SUMS_WIDTH[sums], 'out');
  const operation = backend.kernels.coRatedAfter(scope, {
    rows: scope.upload(rows, 'rows'),
    tile: rows.length,
    columns: matrix.rows,
    entityOffsets: scope.upload(entities.offsets, 'offsets'),
    ranges: scope.upload(Uint32Array.from(ranges), 'ranges'),
    entityValues: scope.upload(entities.values, 'values'),
    featureEntities: scope.upload(features.indices, 'feature entities'),
    featureValues: scope.upload(features.values, 'feature values'),
    sums,
    out,
  });
  // Twice: the second run must not add to the first.
  backend.run([operation], 2);
  const result = await backend.read(out);
  scope.dispose();
  return result;
}
