import { describe, expect, test } from 'vitest';
import { MEASURES, SUMS_OF } from '../../src/compute/contracts/similarity';
import { featureMatrix } from '../../src/similarity/features';
import { hostNeighbours } from '../../src/similarity/host-neighbours';
import { FeatureRelativeSimilarity } from '../../src/similarity/incremental/feature-relative-similarity';
import { IncrementalSimilarity } from '../../src/similarity/incremental/incremental-similarity';
import {
  isIncremental,
  liveSimilarity,
  type LiveSimilarity,
} from '../../src/similarity/incremental/live-similarity';
import { similaritiesOf } from '../../src/similarity/nearest-of';
import type { SimilarityOptions } from '../../src/similarity/options';
import { variety } from './data-fixtures';
import { datasetOfTable, PLAIN, table, textbookSimilarity, VARIANTS } from './similarity-oracle';

const silent = { report: () => undefined, checkpoint: async () => 'go' as const };
const [ENTITIES, FEATURES, K, EVENTS] = [30, 24, 5, 400];

const measures = MEASURES.filter((measure) => isIncremental({ measure }));

describe.each(measures)('%s', (measure) => {
  test.each(VARIANTS)(
    '%s: after random inserts, changes and deletions, equal to a fit from scratch',
    async (_variant, options) => {
      await followed({ ...PLAIN, measure, ...options }, 1 + MEASURES.indexOf(measure));
    },
  );
});

// No weighting changes counts: one measure of them stands for all.
describe.each(measures.filter((measure) => measure === 'jaccard' || SUMS_OF[measure] !== 'count'))(
  '%s',
  (measure) => {
    test.each(['tf-idf', 'bm25'] as const)('the same, weighted by %s', async (featureWeighting) => {
      for (const [, options] of [VARIANTS[0], VARIANTS[3]])
        await followed({ ...PLAIN, measure, ...options, featureWeighting }, 3);
    });
  },
);

/** Follows random events, compared with a fit from scratch every hundred. */
async function followed(options: SimilarityOptions, seed: number): Promise<void> {
  const ratings = table(ENTITIES, FEATURES, 0.15, seed);
  const model = liveSimilarity(datasetOfTable(ratings, 'user'), 'user', options, K);
  const random = variety(seed);
  for (let event = 0; event < EVENTS; event++) {
    const [entity, feature] = [random() % ENTITIES, random() % FEATURES];
    // Fill for a while, then empty: lists grow, are full, and shrink again.
    const removes = random() % 100 < (event < EVENTS / 2 ? 15 : 65);
    const old = ratings[entity]![feature]!;
    const value = removes ? 0 : 1 + (random() % 5);
    put(model, entity, feature, value);
    // Every fifth event is taken back.
    if (event % 5 === 4) put(model, entity, feature, old);
    else ratings[entity]![feature] = value;
    // Reading in between must not matter.
    if (event % 37 === 0) model.lists.read(random() % ENTITIES);
    if (event % 100 === 99) await compare(model, ratings, options);
  }
}

function put(model: LiveSimilarity, entity: number, feature: number, value: number): void {
  if (value) model.set(entity, feature, value);
  else model.remove(entity, feature);
}

async function compare(
  model: LiveSimilarity,
  ratings: number[][],
  options: SimilarityOptions,
): Promise<void> {
  const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', options);
  expect(model.lists.snapshot()).toEqual(await hostNeighbours(matrix, options, K, silent));
  // One expectation a list, not one a pair: a hundred times as fast.
  for (let a = 0; a < ENTITIES; a++) {
    const refit = new Map(similaritiesOf(matrix, options, a).map((each) => [each.code, each]));
    const others = Array.from({ length: ENTITIES }, (_, b) => b).filter((b) => b !== a);
    expect(others.map((b) => model.support(a, b))).toEqual(others.map((b) => refit.get(b)?.support ?? 0));
    const error = Math.max(
      ...others.map((b) => {
        const similarity = model.similarity(a, b);
        const refitted = Math.abs(similarity - (refit.get(b)?.similarity ?? 0));
        if (options.featureWeighting !== 'none') return refitted;
        return Math.max(refitted, Math.abs(similarity - textbookSimilarity(ratings, a, b, options)));
      }),
    );
    expect(error).toBeLessThan(1e-6);
  }
}

test.each([
  ['log-likelihood-ratio', 'none'],
  ['adjusted-cosine', 'none'],
  ['cosine', 'tf-idf'],
  ['cosine', 'bm25'],
] as const)(
  '%s, weighting %s: entities and features may turn up at any time, far apart',
  async (...choice) => {
    const spec = { ...PLAIN, measure: choice[0], featureWeighting: choice[1] };
    const ratings = table(40, 300, 0.2, 4);
    const model = liveSimilarity(datasetOfTable([[0]], 'user'), 'user', spec, K);
    for (let feature = 299; feature >= 0; feature--)
      for (let entity = 39; entity >= 0; entity--)
        if (ratings[entity]![feature]) model.set(entity, feature, ratings[entity]![feature]!);
    const matrix = featureMatrix(datasetOfTable(ratings, 'user'), 'user', spec);
    expect(model.lists.snapshot()).toEqual(await hostNeighbours(matrix, spec, K, silent));
  },
);

test('sums of deviations are after any number of events those of a fresh start, to the bit', () => {
  const spec = { ...PLAIN, measure: 'adjusted-cosine' } as const;
  const ratings = table(ENTITIES, FEATURES, 0.3, 7);
  const start = () => liveSimilarity(datasetOfTable(ratings, 'user'), 'user', spec, K);
  const model = start();
  expect(model).toBeInstanceOf(FeatureRelativeSimilarity);
  const random = variety(8);
  for (let event = 0; event < 3000; event++) {
    const [entity, feature] = [random() % ENTITIES, random() % FEATURES];
    const value = random() % 3 ? 1 + (random() % 5) : 0;
    ratings[entity]![feature] = value;
    put(model, entity, feature, value);
  }
  const fresh = start();
  for (let a = 0; a < ENTITIES; a++)
    for (let b = 0; b < ENTITIES; b++)
      if (a !== b) expect(model.similarity(a, b)).toBe(fresh.similarity(a, b));
});

describe('the work of an event does not grow with the number of features', () => {
  /** The same 20 items and the same history of the user who acts, among many users. */
  function amongst(users: number, model: LiveSimilarity): void {
    model.grow(20, users);
    for (let user = 1; user < users; user++)
      for (let item = 0; item < 20; item++) if ((user * 7 + item) % 3) model.set(item, user, 1);
    for (let item = 0; item < 6; item++) model.set(item, 0, 1);
  }

  test('values as they are: comparisons', () => {
    const touched = [100, 2000].map((users) => {
      const model = new IncrementalSimilarity({ ...PLAIN, measure: 'cosine' }, K);
      amongst(users, model);
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

  test.each([
    ['adjusted-cosine', 'none'],
    ['cosine', 'tf-idf'],
    ['cosine', 'bm25'],
  ] as const)('%s, weighting %s: entries and lists looked at', (measure, featureWeighting) => {
    const touched = [100, 2000].map((users) => {
      const spec = { ...PLAIN, measure, featureWeighting };
      const model = liveSimilarity(datasetOfTable([[0]], 'user'), 'user', spec, K);
      amongst(users, model);
      model.lists.snapshot();
      let visits = 0;
      for (const entries of [...model.byFeature, ...model.byEntity])
        for (const walk of ['entries', 'keys', Symbol.iterator] as const) {
          const own = entries[walk].bind(entries) as () => MapIterator<never>;
          Object.defineProperty(entries, walk, {
            value: () => {
              visits += entries.size;
              return own();
            },
          });
        }
      const invalidate = model.lists.invalidate.bind(model.lists);
      model.lists.invalidate = (entity) => {
        visits++;
        invalidate(entity);
      };
      model.set(9, 0, 1);
      return visits;
    });
    expect(touched[0]).toBe(touched[1]);
  });
});
