import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { MEASURES } from '../../src/compute/contracts/similarity';
import { nearestNeighbours } from '../../src/similarity/device-neighbours';
import { featureMatrix } from '../../src/similarity/features';
import { hostNeighbours } from '../../src/similarity/host-neighbours';
import { nearestOf } from '../../src/similarity/nearest-of';
import { NO_NEIGHBOUR, type NeighbourLists } from '../../src/similarity/neighbour-lists';
import type { SimilarityOptions } from '../../src/similarity/options';
import { workOf } from '../../src/similarity/neighbour-work';
import { planNeighbours } from '../../src/similarity/plan';
import { sumsKind } from '../../src/similarity/sums-kind';
import { baselineTable, datasetOfTable, PLAIN, table, textbookLists, VARIANTS } from './similarity-oracle';

const silent = { report: () => undefined, checkpoint: async () => 'go' as const };

// A dense table takes the scan, a sparse one the list of touched entities.
describe.each([
  ['dense', table(40, 25, 0.5, 3), 7],
  ['sparse', table(90, 60, 0.04, 5), 4],
])('%s table', (_name, ratings, k) => {
  describe.each(MEASURES)('%s', (measure) => {
    test.each(VARIANTS)(
      '%s: lists equal those from the definitions, ties included',
      async (_variant, options) => {
        for (const axis of ['user', 'item'] as const) {
          const spec = { ...PLAIN, measure, ...options };
          const matrix = featureMatrix(datasetOfTable(ratings, axis), axis, spec);
          const lists = await hostNeighbours(matrix, spec, k, silent);
          const baselines = measure === 'pearson-baseline' ? baselineTable(ratings, axis) : undefined;
          const expected = textbookLists(ratings, k, spec, baselines);
          expect(plain(lists).map((list) => list.map(({ index }) => index))).toEqual(
            expected.map((list) => list.map(({ index }) => index)),
          );
          plain(lists).forEach((list, a) =>
            list.forEach(({ similarity }, rank) =>
              expect(Math.abs(similarity - expected[a]![rank]!.similarity)).toBeLessThanOrEqual(
                2 ** -23 * similarity,
              ),
            ),
          );
          expect(nearestOf(matrix, spec, 5, k).map(({ code }) => code)).toEqual(
            plain(lists)[5]!.map(({ index }) => index),
          );
        }
      },
    );
  });
});

test('a stop keeps the lists found so far', async () => {
  const ratings = table(3000, 40, 0.9, 9);
  const spec = { ...PLAIN, measure: 'cosine', alpha: 0.5 } as const;
  const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', spec);
  let checkpoints = 0;
  const lists = await hostNeighbours(matrix, spec, 5, {
    report: () => undefined,
    checkpoint: async () => {
      checkpoints++;
      return 'stop';
    },
  });
  expect(checkpoints).toBe(1);
  expect(lists.indices.slice(0, 5)).not.toContain(NO_NEIGHBOUR);
});

function plain({ entities, k, indices, similarities }: NeighbourLists) {
  return Array.from({ length: entities }, (_, a) =>
    Array.from({ length: k }, (_slot, rank) => ({
      index: indices[a * k + rank]!,
      similarity: similarities[a * k + rank]!,
    })).filter(({ index }) => index !== NO_NEIGHBOUR),
  );
}

test('a matrix that goes over the device budget leaves the device alone and gets the same lists', async () => {
  const spec = { ...PLAIN, measure: 'cosine' as const };
  const matrix = featureMatrix(datasetOfTable(table(40, 25, 0.5, 3), 'item'), 'item', spec);
  const work = workOf(matrix, spec);
  // Anything asked of this device but its budget would throw.
  const device = (budget: number) =>
    ({ kind: 'webgpu', adapter: { kind: 'gpu', limits: {} }, memory: { budget } }) as unknown as Backend;
  const { bytes: needed } = planNeighbours(device(2 ** 30), work, spec, 7, 'device', 'row-merge');
  expect(needed).toBeGreaterThan(8 * matrix.indices.length);
  expect(planNeighbours(device(needed), work, spec, 7, 'device', 'row-merge').bytes).toBe(needed);
  const small = device(100_000);
  expect(planNeighbours(small, work, spec, 7)).toMatchObject({ bytes: 0, by: 'host', because: 'memory' });
  const lists = await nearestNeighbours(small, matrix, spec, 7, silent);
  expect(plain(lists)).toEqual(plain(await hostNeighbours(matrix, spec, 7, silent)));
});

test('cosines take Σxy alone where values are positive and nothing but n > 0 is asked; zeros among them keep n', async () => {
  const ratings = table(30, 20, 0.4, 6);
  // A feature that all have weighs 0 by TF-IDF, and still counts as shared.
  ratings.forEach((row) => (row[0] = 3));
  const train = datasetOfTable(ratings, 'user');
  const kind = (options: Partial<SimilarityOptions>) => {
    const spec = { ...PLAIN, measure: 'cosine' as const, ...options };
    return sumsKind(featureMatrix(train, 'user', spec), spec);
  };
  expect(kind({})).toBe('dot');
  expect(kind({ measure: 'asymmetric-cosine', shrinkage: 5, amplification: 2 })).toBe('dot');
  expect(kind({ minSupport: 2 })).toBe('product');
  expect(kind({ significance: 3 })).toBe('product');
  expect(kind({ featureWeighting: 'tf-idf' })).toBe('product');
  expect(kind({ measure: 'pearson' })).toBe('moments');

  const spec = { ...PLAIN, measure: 'asymmetric-cosine', alpha: 0.3, featureWeighting: 'tf-idf' } as const;
  const matrix = featureMatrix(train, 'user', spec);
  const lists = plain(await hostNeighbours(matrix, spec, 5, silent));
  const alone = Array.from({ length: 30 }, (_, a) => nearestOf(matrix, spec, a, 5).map(({ code }) => code));
  expect(lists.map((list) => list.map(({ index }) => index))).toEqual(alone);
});
