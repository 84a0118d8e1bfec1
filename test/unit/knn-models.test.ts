import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset } from '../../src/data/dataset';
import { ResearcherError } from '../../src/errors';
import type { ModelEvent, Recommender, Task } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { variety } from './data-fixtures';
import { fitContext } from './model-fixtures';
import { datasetOfTable, table } from './similarity-oracle';

const [USERS, ITEMS] = [25, 18];
const backend = new CpuBackend();

async function fitted(
  name: string,
  params: Readonly<Record<string, unknown>>,
  task: Task,
  train: Dataset,
): Promise<Recommender> {
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(params), task);
  await model.fit(train, fitContext(backend));
  return model;
}

/** Scores of all users for all items. */
async function scoresOf(model: Recommender): Promise<Float32Array[]> {
  const scope = backend.scope('test');
  const scorer = await model.scorer(scope, USERS);
  scorer.score(Uint32Array.from({ length: USERS }, (_, user) => user));
  const scores = await backend.read(scorer.out);
  scope.dispose();
  return Array.from({ length: USERS }, (_, user) => scores.slice(user * ITEMS, (user + 1) * ITEMS));
}

const allPairs = Array.from({ length: USERS * ITEMS }, (_, p) => [Math.floor(p / ITEMS), p % ITEMS] as const);
const predictionsOf = (model: Recommender) =>
  model.predict!(
    Uint32Array.from(allPairs, ([user]) => user),
    Uint32Array.from(allPairs, ([, item]) => item),
  );

describe.each(['user-knn', 'item-knn', 'p3alpha', 'rp3beta'])('%s, ranking', (name) => {
  const ratings = table(USERS, ITEMS, 0.35, 6);
  const train = datasetOfTable(ratings, 'user');

  test('an explanation adds up to the score, and knows the rank with and without each part', async () => {
    const model = await fitted(name, { neighbours: 5 }, 'ranking', train);
    const scores = await scoresOf(model);
    const explanations = await Promise.all(allPairs.map(([user, item]) => model.explain!(user, item)));
    const explained = (user: number, item: number) => explanations[user * ITEMS + item]!;
    for (const [user, item] of allPairs.filter(([user, item]) => !ratings[user]![item])) {
      const { score, base, rank, parts } = explained(user, item);
      expect(parts.reduce((sum, { share }) => sum + share, base)).toBe(score);
      expect(Math.abs(score - scores[user]![item]!)).toBeLessThan(1e-5 * (1 + score));
      const unseen = [...scores[user]!.keys()].filter((other) => !ratings[user]![other]);
      const better = unseen.filter(
        (other) => scores[user]![other]! > scores[user]![item]! * (1 + 1e-6),
      ).length;
      const notWorse = unseen.filter(
        (other) => scores[user]![other]! >= scores[user]![item]! * (1 - 1e-6),
      ).length;
      expect(rank).toBeGreaterThan(better);
      expect(rank).toBeLessThanOrEqual(Math.max(1, notWorse));
      for (const part of parts) {
        expect(part.share).toBeCloseTo(part.similarity * part.value, 5);
        // Without a part the item's own score falls by its share; others fall by theirs.
        const without = unseen
          .map((other) => explained(user, other))
          .map((other) => other.score - (other.parts.find(({ code }) => code === part.code)?.share ?? 0));
        const own = score - part.share;
        const slack = 1e-9 + Math.abs(own) * 1e-9;
        expect(part.rankWithout).toBeGreaterThan(without.filter((other) => other > own + slack).length);
        expect(part.rankWithout).toBeLessThanOrEqual(without.filter((other) => other >= own - slack).length);
      }
    }
  });

  test('restored from its tensors it scores the same', async () => {
    const model = await fitted(name, { neighbours: 5 }, 'ranking', train);
    const entry = modelEntry(name)!;
    const restored = entry.create(entry.params.parse({ neighbours: 5 }), 'ranking');
    await restored.fromTensors!(await model.toTensors!(), train, fitContext(backend));
    expect(await scoresOf(restored)).toEqual(await scoresOf(model));
  });
});

describe.each(['user-knn', 'item-knn'])('%s', (name) => {
  /** The same random events on a table and on a model. */
  async function afterEvents(params: Readonly<Record<string, unknown>>, task: Task) {
    const ratings = table(USERS, ITEMS, 0.3, 8);
    const model = await fitted(name, params, task, datasetOfTable(ratings, 'user'));
    const random = variety(5);
    const events = Array.from({ length: 200 }, (): ModelEvent => {
      const [user, item] = [random() % USERS, random() % ITEMS];
      const rating = random() % 3 ? 1 + (random() % 5) : 0;
      ratings[user]![item] = rating;
      return { kind: rating ? 'set' : 'remove', user, item, rating, timestamp: 0 };
    });
    await model.update!(events);
    return { model, refit: await fitted(name, params, task, datasetOfTable(ratings, 'user')), ratings };
  }

  test.each([
    ['cosine', 'none'],
    ['pearson', 'none'],
    ['jaccard', 'none'],
    ['log-likelihood-ratio', 'none'],
    ['adjusted-cosine', 'none'],
    ['cosine', 'tf-idf'],
    ['cosine', 'bm25'],
  ])(
    '%s, input weighting %s: after updates it ranks and explains as a fit from scratch',
    async (similarity, featureWeighting) => {
      const params = { similarity, featureWeighting, neighbours: 4, shrinkage: 3 };
      const { model, refit } = await afterEvents(params, 'ranking');
      const [live, fresh] = [await scoresOf(model), await scoresOf(refit)];
      live.forEach((scores, user) =>
        scores.forEach((score, item) => expect(Math.abs(score - fresh[user]![item]!)).toBeLessThan(1e-5)),
      );
      expect(await model.toTensors!()).toEqual(await refit.toTensors!());
      const [near, nearAfresh] = await Promise.all(
        [model, refit].map(async (each) => {
          const found = await each.neighbours!(name === 'user-knn' ? 'user' : 'item', 3, 6);
          return found.map((neighbour) => ({
            ...neighbour,
            similarity: Math.fround(neighbour.similarity),
          }));
        }),
      );
      expect(near).toEqual(nearAfresh);
      const [mine, its] = [await model.explain!(2, 7), await refit.explain!(2, 7)];
      expect(mine.rank).toBe(its.rank);
      expect(mine.parts.map(({ code, rankWithout }) => [code, rankWithout])).toEqual(
        its.parts.map(({ code, rankWithout }) => [code, rankWithout]),
      );
    },
  );

  test.each(['none', 'mean', 'z-score'])(
    'centring %s: after updates it predicts as a fit from scratch',
    async (centring) => {
      const { model, refit } = await afterEvents(
        { similarity: 'msd', neighbours: 4, shrinkage: 0, centring, minNeighbours: 2 },
        'rating',
      );
      const [live, fresh] = [await predictionsOf(model), await predictionsOf(refit)];
      expect([...live].map(Number.isNaN)).toEqual([...fresh].map(Number.isNaN));
      live.forEach((value, p) => {
        if (!Number.isNaN(value)) expect(Math.abs(value - fresh[p]!)).toBeLessThan(1e-5);
      });
    },
  );

  test('a prediction is its base and the shares of its neighbours', async () => {
    const train = datasetOfTable(table(USERS, ITEMS, 0.4, 2), 'user');
    const model = await fitted(
      name,
      { similarity: 'msd', neighbours: 5, centring: 'baseline' },
      'rating',
      train,
    );
    const predictions = await predictionsOf(model);
    for (const [p, [user, item]] of allPairs.entries()) {
      const { score, base, parts } = await model.explain!(user, item);
      expect(parts.reduce((sum, { share }) => sum + share, base)).toBe(score);
      expect(Math.abs(score - predictions[p]!)).toBeLessThan(1e-5);
    }
  });

  test('with the bias model an update moves predictions towards the new rating, and stays near a refit', async () => {
    const { model, refit } = await afterEvents(
      { similarity: 'msd', neighbours: 4, centring: 'baseline' },
      'rating',
    );
    const [live, fresh] = [await predictionsOf(model), await predictionsOf(refit)];
    const difference = live.reduce((sum, value, p) => sum + Math.abs(value - fresh[p]!), 0) / live.length;
    // Biases follow by coordinate steps, a refit solves for all at once: a twentieth of a star on a 5-star scale.
    expect(difference).toBeLessThan(0.05);
  });

  test('Pearson on the bias model cannot follow single events and says so', async () => {
    const params = { similarity: 'pearson-baseline' };
    const model = await fitted(name, params, 'rating', datasetOfTable(table(USERS, ITEMS, 0.3, 8), 'user'));
    const update = model.update!([{ kind: 'set', user: 0, item: 0, rating: 5, timestamp: 0 }]);
    await expect(update).rejects.toThrow(ResearcherError);
    await expect(update).rejects.toMatchObject({ code: 'model.not-incremental' });
  });
});

test('recency: without an interaction the older ones move up a step', async () => {
  const ratings = table(USERS, ITEMS, 0.35, 6);
  const train = datasetOfTable(ratings, 'user');
  const model = await fitted('item-knn', { neighbours: 5, recency: 0.5 }, 'ranking', train);
  const item = ratings[0]!.findIndex((rating) => !rating);
  const { parts } = await model.explain!(0, item);
  const removed = parts[0]!;
  const history = [...ratings[0]!.keys()].filter((other) => ratings[0]![other] && other !== removed.code);
  const { data: neighbours } = (await model.toTensors!()).get('neighbours')!;
  const { data: similarities } = (await model.toTensors!()).get('similarities')!;
  const scores = ratings[0]!.map((_, candidate) =>
    history.reduce((sum, other, position) => {
      const at = [...neighbours.slice(candidate * 5, candidate * 5 + 5)].indexOf(other);
      if (at < 0) return sum;
      return (
        sum + similarities[candidate * 5 + at]! * ratings[0]![other]! * 0.5 ** (history.length - 1 - position)
      );
    }, 0),
  );
  const better = scores.filter((score, other) => !ratings[0]![other] && score > scores[item]!).length;
  expect(removed.rankWithout).toBe(better + 1);
});
