import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedSums } from '../../src/compute/contracts/similarity';
import { bothBackends, F32_EPSILON } from './backends';
import { ratings, transpose, uploadSegmented, uploadSparse, type DenseMatrix } from './sparse-fixture';

const backends = bothBackends();
const KINDS: readonly CoRatedSums[] = ['count', 'product', 'distance', 'norms', 'moments', 'dot'];
const UNTOUCHED = -7;

// one entity; fewer than a segment; several workgroups; more segments than fill the columns evenly
describe.each([
  [1, 1, 1, 1],
  [13, 40, 0.4, 1],
  [65, 31, 0.2, 4],
  [130, 257, 0.05, 7],
])('%i entities × %i features at %f, %i segments', (entities, features, density, segments) => {
  const matrix = ratings(entities, features, density);
  // every third row is left out, and the order is not the natural one
  const rows = Uint32Array.from({ length: entities }, (_, t) => (t % 3 === 2 ? NO_ROW : entities - 1 - t));

  test.each(KINDS)('%s of whole ratings: the exact integers on both sides', async (sums) => {
    const expected = bruteForce(matrix, rows, sums, (value) => value);
    for (const backend of [backends.gpu, backends.cpu]) {
      expect(await summed(backend, matrix, rows, segments, sums, (value) => value)).toEqual(expected.sums);
    }
  });

  test('moments of any numbers: within ε of the sum of magnitudes for each addition, the same bits twice', async () => {
    const valueOf = (value: number) => Math.fround(Math.sin(value * 1.7));
    const { sums, magnitudes } = bruteForce(matrix, rows, 'moments', valueOf);
    const gpu = await summed(backends.gpu, matrix, rows, segments, 'moments', valueOf);
    const cpu = await summed(backends.cpu, matrix, rows, segments, 'moments', valueOf);
    for (let i = 0; i < sums.length; i++) {
      expect(Math.abs(gpu[i]! - sums[i]!)).toBeLessThanOrEqual((features + 1) * F32_EPSILON * magnitudes[i]!);
      expect(Math.abs(cpu[i]! - sums[i]!)).toBeLessThanOrEqual(F32_EPSILON * magnitudes[i]!);
    }
    expect(await summed(backends.gpu, matrix, rows, segments, 'moments', valueOf)).toEqual(gpu);
  });
});

async function summed(
  backend: Backend,
  matrix: DenseMatrix,
  rows: Uint32Array,
  segments: number,
  sums: CoRatedSums,
  valueOf: (value: number) => number,
): Promise<Float32Array> {
  const scope = backend.scope('test');
  const length = rows.length * matrix.rows * SUMS_WIDTH[sums];
  const out = scope.upload(new Float32Array(length).fill(UNTOUCHED), 'out');
  const operation = backend.kernels.coRated(scope, {
    rows: scope.upload(rows, 'rows'),
    tile: rows.length,
    entities: uploadSparse(scope, matrix, valueOf),
    features: uploadSegmented(scope, transpose(matrix), segments, valueOf),
    columns: matrix.rows,
    sums,
    out,
  });
  // Twice: the second run must not add to the first.
  backend.run([operation], 2);
  const result = await backend.read(out);
  scope.dispose();
  return result;
}

function bruteForce(
  matrix: DenseMatrix,
  rows: Uint32Array,
  kind: CoRatedSums,
  valueOf: (value: number) => number,
) {
  const width = SUMS_WIDTH[kind];
  const sums = new Float32Array(rows.length * matrix.rows * width).fill(UNTOUCHED);
  const magnitudes = new Float64Array(sums.length);
  rows.forEach((a, t) => {
    if (a === NO_ROW) return;
    for (let b = 0; b < matrix.rows; b++) {
      const entry = new Float64Array(8);
      const magnitude = new Float64Array(8);
      for (let f = 0; f < matrix.columns; f++) {
        if (matrix.at(a, f) === 0 || matrix.at(b, f) === 0) continue;
        const [x, y] = [valueOf(matrix.at(a, f)), valueOf(matrix.at(b, f))];
        const all = [1, kind === 'distance' ? (x - y) ** 2 : x * y, x * x, y * y, x, y];
        const terms = kind === 'dot' ? [x * y] : all;
        terms.forEach((term, i) => {
          entry[i]! += term;
          magnitude[i]! += Math.abs(term);
        });
      }
      const at = (t * matrix.rows + b) * width;
      sums.set(entry.subarray(0, width), at);
      magnitudes.set(magnitude.subarray(0, width), at);
    }
  });
  return { sums, magnitudes };
}
