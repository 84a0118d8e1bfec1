import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset } from '../../src/data/dataset';
import type { FitProgress } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { encode } from '../../src/data/encode';
import { tableOf, type Row } from './data-fixtures';
import { fitContext } from './model-fixtures';

/** Two kinds of users, each with half of the items to choose from. */
function twoTastes(): Dataset {
  const rows: Row[] = [];
  for (let user = 0; user < 40; user++)
    for (let item = 0; item < 24; item++)
      if (item % 2 === user % 2 && (user * 7 + item * 5) % 3 !== 0) rows.push([`u${user}`, `i${item}`]);
  // Every item is known, in the order of its name.
  const first: Row[] = Array.from({ length: 24 }, (_, item): Row => [`u${item % 2}`, `i${item}`]);
  return encode([tableOf([...first, ...rows])], { feedback: 'implicit' }).datasets[0]!;
}

const train = twoTastes();
const training = { ...fitContext(new CpuBackend()).training, batchSize: 64 };
const small: Record<string, Record<string, unknown>> = {
  gmf: { factors: 8 },
  'ncf-mlp': { factors: 8, layers: [16, 8] },
  neumf: { factors: 4, embedding: 8, layers: [8] },
  'bpr-mf': { factors: 8 },
};

async function fitted(name: string, params: Record<string, unknown> = {}, epochs = 4, seed = 42) {
  const backend = new CpuBackend();
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse({ ...small[name], ...params }), 'ranking');
  const reports: FitProgress[] = [];
  await model.fit(
    train,
    fitContext(backend, {
      seed,
      training: { ...training, epochs, optimizer: { ...training.optimizer, learningRate: 0.01 } },
      report: (progress) => void reports.push(progress),
    }),
  );
  const losses = reports.filter(({ epoch }) => epoch).map(({ metrics }) => metrics!['loss']!);
  return { backend, entry, model, losses, reports };
}

async function scoresOf(
  { backend, model }: Pick<Awaited<ReturnType<typeof fitted>>, 'backend' | 'model'>,
  users: number[],
  tile = users.length,
) {
  const scope = backend.scope('test');
  const scorer = await model.scorer(scope, tile);
  scorer.score(Uint32Array.from(users));
  const scores = await backend.read(scorer.out, 0, users.length * train.items);
  scope.dispose();
  return scores;
}

describe.each(Object.keys(small))('%s', { timeout: 60_000 }, (name) => {
  test('puts unseen items of a user’s own taste before those of the other', async () => {
    const run = await fitted(name, {}, 30);
    expect(run.losses).toHaveLength(30);
    expect(run.losses.at(-1)).toBeLessThan(run.losses[0]! / 1.5);
    const users = Array.from({ length: 40 }, (_, user) => user);
    const scores = await scoresOf(run, users);
    let [right, all] = [0, 0];
    for (const user of users) {
      const own = train.byUser.indices.subarray(train.byUser.offsets[user], train.byUser.offsets[user + 1]);
      const parity = Number(train.itemIds.id(own[0]!).slice(1)) % 2;
      const kind = (item: number) => Number(train.itemIds.id(item).slice(1)) % 2 === parity;
      const unseen = Array.from({ length: train.items }, (_, i) => i).filter((item) => !own.includes(item));
      for (const mine of unseen.filter(kind))
        for (const other of unseen.filter((item) => !kind(item))) {
          all++;
          right += Number(scores[user * train.items + mine]! > scores[user * train.items + other]!);
        }
    }
    expect(right / all).toBeGreaterThan(0.8);
  });

  test('equal seeds give equal bits, another seed others; a tile scores as its users one by one', async () => {
    const [first, again, other] = [await fitted(name), await fitted(name), await fitted(name, {}, 4, 7)];
    const scores = await scoresOf(first, [0, 5, 39]);
    expect(await scoresOf(again, [0, 5, 39])).toEqual(scores);
    expect(again.losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
    expect(await scoresOf(first, [5], 7)).toEqual(scores.subarray(train.items, 2 * train.items));
  });

  test('listed items alone score as among all', async () => {
    const run = await fitted(name, {}, 1);
    const all = await scoresOf(run, [2, 30, 7]);
    const lists = Array.from({ length: 40 }, (_, user) =>
      [0, 5, 11, 23].filter((item) => (item + user) % 4 !== 1),
    );
    const offsets = Uint32Array.of(0, ...lists.map((_, user) => lists.slice(0, user + 1).flat().length));
    const scope = run.backend.scope('listed');
    const listed = { offsets, indices: Uint32Array.from(lists.flat()) };
    const scorer = await run.model.scorer(scope, 5, listed);
    scorer.score(Uint32Array.of(2, 30, 7));
    const scores = await run.backend.read(scorer.out);
    [2, 30, 7].forEach((user, row) => {
      for (const item of lists[user]!)
        expect(scores[row * train.items + item]).toBe(all[row * train.items + item]);
    });
    scope.dispose();
    run.model.dispose();
  });

  test('a saved model restores to the same scores, and all is given back', async () => {
    const run = await fitted(name, { sampling: 'popularity', negatives: 2 });
    const scores = await scoresOf(run, [3, 4]);
    const copy = run.entry.create(run.entry.params.parse(small[name]), 'ranking');
    await copy.fromTensors!(await run.model.toTensors!(), train, fitContext(run.backend));
    expect(await scoresOf({ backend: run.backend, model: copy }, [3, 4])).toEqual(scores);
    copy.dispose();
    run.model.dispose();
    expect(run.backend.memory.current).toBe(0);
  });
});

test('without decay of layers, decay shrinks the vectors of NeuMF alone', { timeout: 60_000 }, async () => {
  const squares = async (params: Record<string, unknown>) => {
    const { model } = await fitted('neumf', params);
    const sums: Record<string, number> = {};
    for (const [name, { data }] of await model.toTensors!())
      sums[name] = Array.from<number>(data).reduce((sum, value) => sum + value * value, 0);
    model.dispose();
    return sums;
  };
  const vectors = await squares({ weightDecay: 0.3, decayLayers: false });
  const all = await squares({ weightDecay: 0.3 });
  const plain = await squares({});
  expect(vectors['mlp users']).toBeLessThan(plain['mlp users']! / 10);
  const layer = 'tower layer 1 weights';
  expect(all[layer]).toBeLessThan(plain[layer]! / 10);
  expect(vectors[layer]).toBeGreaterThan(plain[layer]! / 2);
});

test('pre-training gives NeuMF a better first epoch', { timeout: 60_000 }, async () => {
  const [plain, trained] = [await fitted('neumf', {}, 1), await fitted('neumf', { pretraining: true }, 8)];
  expect(trained.losses[0]!).toBeLessThan(plain.losses[0]! / 1.5);
  expect(trained.reports[0]!.phase.en).toBe('Pre-training');
});
