import { describe, expect, test } from 'vitest';
import { MEASURES } from '../../src/compute/contracts/similarity';
import { featureMatrix } from '../../src/similarity/features';
import { hostNeighbours } from '../../src/similarity/host-neighbours';
import {
  IncrementalSimilarity,
  isIncremental,
} from '../../src/similarity/incremental/incremental-similarity';
import { variety } from './data-fixtures';
import { datasetOfTable, PLAIN, table, textbookSimilarity, VARIANTS } from './similarity-oracle';

const silent = { report: () => undefined, checkpoint: async () => 'go' as const };
const [ENTITIES, FEATURES, K, EVENTS] = [30, 24, 5, 400];

describe.each(MEASURES.filter(isIncremental))('%s', (measure) => {
  test.each(VARIANTS)(
    '%s: after random inserts, changes and deletions, equal to a fit from scratch',
    async (_variant, options) => {
      const spec = { ...PLAIN, measure, ...options };
      for (const seed of [1, 2]) {
        const ratings = table(ENTITIES, FEATURES, 0.15, seed);
        const model = IncrementalSimilarity.from(
          featureMatrix(datasetOfTable(ratings, 'user'), 'user', spec),
          spec,
          K,
        );
        const random = variety(seed);
        for (let event = 0; event < EVENTS; event++) {
          const [entity, feature] = [random() % ENTITIES, random() % FEATURES];
          // Fill for a while, then empty: lists grow, are full, and shrink again.
          const removes = random() % 100 < (event < EVENTS / 2 ? 15 : 65);
          const value = removes ? 0 : 1 + (random() % 5);
          ratings[entity]![feature] = value;
          if (removes) model.remove(entity, feature);
          else model.set(entity, feature, value);
          // Reading in between must not matter.
          if (event % 37 === 0) model.lists.read(random() % ENTITIES);
          if (event % 100 === 99) await compare(model, ratings, spec);
        }
      }
    },
  );
});

async function compare(
  model: IncrementalSimilarity,
  ratings: number[][],
  spec: Parameters<typeof hostNeighbours>[1],
): Promise<void> {
  const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', {
    ...spec,
    featureWeighting: 'none',
  });
  const refit = await hostNeighbours(matrix, spec, K, silent);
  expect(model.lists.snapshot()).toEqual(refit);
  for (let a = 0; a < ENTITIES; a++) {
    for (let b = 0; b < ENTITIES; b++) {
      if (a === b) continue;
      const shared = ratings[a]!.filter((r, f) => r && ratings[b]![f]).length;
      expect(model.support(a, b)).toBe(shared);
      expect(Math.abs(model.similarity(a, b) - textbookSimilarity(ratings, a, b, spec))).toBeLessThan(1e-6);
    }
  }
}

test('entities and features may turn up at any time, far apart', async () => {
  const spec = { ...PLAIN, measure: 'log-likelihood-ratio' } as const;
  const ratings = table(40, 300, 0.2, 4);
  const model = new IncrementalSimilarity(spec, K);
  for (let feature = 299; feature >= 0; feature--)
    for (let entity = 39; entity >= 0; entity--)
      if (ratings[entity]![feature]) model.set(entity, feature, ratings[entity]![feature]!);
  const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', spec);
  expect(model.lists.snapshot()).toEqual(await hostNeighbours(matrix, spec, K, silent));
});

test('the work of an event does not grow with the number of features', () => {
  const spec = { ...PLAIN, measure: 'cosine' } as const;
  // The same 20 items and the same history of the user who acts, among 100 users and among 2000.
  const touched = [100, 2000].map((users) => {
    const model = new IncrementalSimilarity(spec, K);
    for (let user = 1; user < users; user++)
      for (let item = 0; item < 20; item++) if ((user * 7 + item) % 3) model.set(item, user, 1);
    for (let item = 0; item < 6; item++) model.set(item, 0, 1);
    let visits = 0;
    const change = model.lists.change.bind(model.lists);
    model.lists.change = (...args) => {
      visits++;
      change(...args);
    };
    model.set(9, 0, 1);
    return visits;
  });
  expect(touched[0]).toBe(touched[1]);
});
