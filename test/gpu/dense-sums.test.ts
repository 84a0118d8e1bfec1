import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebGpuBackend } from '../../src/compute/webgpu/backend';
import { openWebGpu } from '../../src/compute/webgpu/device';
import { nearestNeighbours } from '../../src/similarity/device-neighbours';
import { featureMatrix } from '../../src/similarity/features';
import { hostNeighbours } from '../../src/similarity/host-neighbours';
import { NO_NEIGHBOUR } from '../../src/similarity/neighbour-lists';
import { workOf } from '../../src/similarity/neighbour-work';
import { planNeighbours } from '../../src/similarity/plan';
import { SimilarityTile } from '../../src/similarity/tile';
import { datasetOfTable, PLAIN, table, type Table } from '../unit/similarity-oracle';

const silent = { report: () => undefined, checkpoint: async () => 'go' as const };
const K = 9;
/** Of the asymmetric cosine. */
const ALPHA = 0.3;
// Two tiles of rows; columns off the multiple of what an invocation takes.
const ratings = table(301, 61, 0.5, 7);
const halfStars = ratings.map((row) => row.map((rating) => rating / 2));

let whole: WebGpuBackend;
/** One binding holds some 25 features of all entities: dense tiles come in three chunks. */
let chunked: WebGpuBackend;
beforeAll(async () => {
  const opened = await openWebGpu();
  if (typeof opened === 'string') throw new Error(`${opened}: these tests need WebGPU and never skip`);
  whole = opened;
  const limits = { ...whole.adapter.limits, maxStorageBufferBindingSize: 4 * 301 * 25 };
  chunked = new WebGpuBackend(whole.device, { ...whole.adapter, limits });
});
afterAll(() => whole.destroy());

/** From n, Σxy, and each one's number of features and Σx². */
type Formula = (n: number, xy: number, na: number, nb: number, xx: number, yy: number) => number;

const FORMULAS: Readonly<Record<'cosine' | 'asymmetric-cosine' | 'jaccard', Formula>> = {
  cosine: (_n, xy, _na, _nb, xx, yy) => xy / (Math.sqrt(xx) * Math.sqrt(yy)),
  'asymmetric-cosine': (_n, xy, _na, _nb, xx, yy) =>
    xy / (Math.sqrt(xx) ** (2 * ALPHA) * Math.sqrt(yy) ** (2 - 2 * ALPHA)),
  jaccard: (n, _xy, na, nb) => n / (na + nb - n),
};

/** The K nearest of each row from all pairs in f64, rounded to f32; equal ones by ascending index. */
function bruteForce(given: Table, formula: Formula): number[] {
  const sums = (x: readonly number[], y: readonly number[]) => {
    let [n, xy] = [0, 0];
    for (let f = 0; f < x.length; f++) {
      xy += x[f]! * y[f]!;
      if (x[f]! * y[f]! > 0) n++;
    }
    return [n, xy] as const;
  };
  const own = given.map((row) => sums(row, row));
  return given.flatMap((x, a) => {
    const similarities = given.map((y, b) => {
      const [n, xy] = sums(x, y);
      if (a === b || n === 0) return 0;
      const [[na, xx], [nb, yy]] = [own[a]!, own[b]!];
      return Math.fround(formula(n, xy, na, nb, xx, yy));
    });
    const order = [...similarities.keys()].filter((b) => similarities[b]! > 0);
    order.sort((b, c) => similarities[c]! - similarities[b]! || b - c);
    return Array.from({ length: K }, (_, rank) => order[rank] ?? NO_NEIGHBOUR);
  });
}

test.each([
  ['cosine', ratings],
  ['cosine', halfStars],
  ['asymmetric-cosine', ratings],
  ['jaccard', ratings],
] as const)(
  '%s: dense tiles, whole and in chunks, the row merge and the definitions give the same lists, ties included',
  async (measure, given) => {
    const spec = { ...PLAIN, measure, alpha: ALPHA };
    const matrix = featureMatrix(datasetOfTable(given, 'item'), 'item', spec);
    const work = workOf(matrix, spec);
    expect(planNeighbours(whole, work, spec, K, 'host')).toMatchObject({
      by: 'dense-tiles',
      because: 'work',
      denseColumns: 61,
    });
    expect(planNeighbours(chunked, work, spec, K, 'host', 'dense-tiles').denseColumns).toBe(21);
    const merged = await nearestNeighbours(whole, matrix, spec, K, silent, 'host', 'row-merge');
    for (const backend of [whole, chunked])
      expect(await nearestNeighbours(backend, matrix, spec, K, silent, 'host', 'dense-tiles')).toEqual(
        merged,
      );
    const expected = bruteForce(given, FORMULAS[measure]);
    expect([...merged.indices]).toEqual(expected);
  },
);

test('the similarities of a tile have the same bits from dense products as from the row merge', async () => {
  const spec = { ...PLAIN, measure: 'cosine' } as const;
  const matrix = featureMatrix(datasetOfTable(halfStars, 'user'), 'user', spec);
  const scope = whole.scope('test');
  const rows = [300, 2, 77, 0];
  const similarities = [0, 61, 25].map(async (denseColumns) => {
    // A tile that is not full.
    const tile = new SimilarityTile(whole, scope, matrix, spec, 6, { denseColumns });
    tile.choose(Uint32Array.from(rows));
    whole.run(tile.operations);
    return whole.read(tile.similarities, 0, rows.length * 301);
  });
  const [merged, ...dense] = await Promise.all(similarities);
  scope.dispose();
  expect(merged!.some((similarity) => similarity > 0)).toBe(true);
  for (const each of dense) expect(each).toEqual(merged);
});

test.each([
  ['device', 'whole'],
  ['host', 'whole'],
  ['host', 'in chunks'],
] as const)(
  'candidates picked by the %s, the matrix written out %s: the peak of dense tiles stays within the plan',
  async (selection, way) => {
    const backend = way === 'whole' ? whole : chunked;
    const spec = { ...PLAIN, measure: 'cosine' } as const;
    const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', spec);
    const plan = planNeighbours(backend, workOf(matrix, spec), spec, K, selection, 'dense-tiles');
    expect(plan.by).toBe('dense-tiles');
    backend.trim();
    const before = backend.memory.current;
    backend.memory.resetPeak();
    const lists = await nearestNeighbours(backend, matrix, spec, K, silent, selection, 'dense-tiles');
    const peak = backend.memory.peak - before;
    expect(peak).toBeLessThanOrEqual(plan.bytes);
    expect(peak).toBeGreaterThan(plan.bytes / 2);
    backend.trim();
    expect(backend.memory.current).toBe(before);
    expect(lists).toEqual(await hostNeighbours(matrix, spec, K, silent));
  },
);

test('weights that round take the row merge, even where dense tiles are asked for', async () => {
  const spec = { ...PLAIN, measure: 'cosine', featureWeighting: 'bm25' } as const;
  const matrix = featureMatrix(datasetOfTable(ratings, 'item'), 'item', spec);
  const plan = planNeighbours(whole, workOf(matrix, spec), spec, K, 'host', 'dense-tiles');
  expect(plan).toMatchObject({ by: 'row-merge', because: 'rounding', denseColumns: 0 });
});
