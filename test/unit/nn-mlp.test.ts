import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { ResearcherError } from '../../src/errors';
import { mlp } from '../../src/models/mlp';
import type { FitContext, FitProgress, Task, TrainingOptions } from '../../src/models/recommender';
import { randomSplit } from './evaluation-fixtures';
import { fitContext } from './model-fixtures';

const { train } = randomSplit(40, 30);
const training: TrainingOptions = { ...fitContext(new CpuBackend()).training, epochs: 6, batchSize: 8 };

function modelOf(params: Record<string, unknown>, task: Task = 'rating') {
  return mlp.create(mlp.params.parse({ hidden: [8], ...params }), task);
}

async function fitted(
  params: Record<string, unknown>,
  changes: Partial<FitContext> = {},
  task: Task = 'rating',
) {
  const backend = new CpuBackend();
  const reports: FitProgress[] = [];
  const model = modelOf(params, task);
  const report = (progress: FitProgress) => void reports.push(progress);
  await model.fit(train, fitContext(backend, { training, report, ...changes }));
  const losses = reports.filter(({ epoch }) => epoch !== undefined).map(({ metrics }) => metrics!['loss']!);
  return { backend, model, reports, losses };
}

const [users, items] = [Uint32Array.from([0, 3, 39, 3, 12]), Uint32Array.from([1, 29, 0, 2, 2])];

describe.each(['user', 'item'])('%s axis', (axis) => {
  test('learns: the loss falls, and one report an epoch tells it', async () => {
    const { losses, reports } = await fitted({ axis, activation: 'relu' });
    expect(losses).toHaveLength(6);
    expect(losses[5]).toBeLessThan(losses[0]!);
    const rows = axis === 'user' ? train.users : train.items;
    expect(reports.at(-1)).toMatchObject({ epoch: 6, samples: 6 * rows });
  });

  test('scores equal predictions', async () => {
    const { backend, model } = await fitted({ axis, hidden: [8, 5], dropout: 0.3 });
    const scope = backend.scope('test');
    const scorer = await model.scorer(scope, 4);
    const predicted = await model.predict!(users, items);
    for (let i = 0; i < users.length; i++) {
      scorer.score(Uint32Array.from([7, users[i]!]));
      const row = await backend.read(scorer.out, train.items, train.items);
      expect(row[items[i]!]).toBeCloseTo(predicted[i]!, 5);
    }
    scope.dispose();
  });

  test('equal seeds give equal bits, another seed others', async () => {
    const run = async (seed: number) => {
      const { model, losses } = await fitted({ axis, dropout: 0.5 }, { seed });
      return { losses, predictions: await model.predict!(users, items) };
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('a saved model restores to the same predictions', async () => {
    const { backend, model } = await fitted({ axis });
    const copy = modelOf({ axis });
    await copy.fromTensors!(await model.toTensors!(), train, fitContext(backend));
    expect(await copy.predict!(users, items)).toEqual(await model.predict!(users, items));
  });
});

test('reads ratings or residuals, which are not the same', async () => {
  const [ratings, residuals] = await Promise.all(
    ['ratings', 'residuals'].map(async (inputs) => fitted({ inputs })),
  );
  expect(ratings!.losses.at(-1)).toBeLessThan(ratings!.losses[0]!);
  expect(residuals!.losses.at(-1)).toBeLessThan(residuals!.losses[0]!);
  expect(await ratings!.model.predict!(users, items)).not.toEqual(
    await residuals!.model.predict!(users, items),
  );
});

test.each(['sigmoid', 'tanh'])('%s outputs cover the range of the ratings and no more', async (output) => {
  const { model } = await fitted({ outputActivation: output });
  const predicted = await model.predict!(users, items);
  for (const value of predicted) expect(value > 1 && value < 5).toBe(true);
});

test('cross-entropy learns to rank what was chosen before what was not', async () => {
  const bce = { ...training, epochs: 60, loss: 'bce' as const };
  const { backend, model, losses } = await fitted(
    { axis: 'user', activation: 'relu', hidden: [32], weightDecay: 0 },
    { training: { ...bce, optimizer: { ...bce.optimizer, learningRate: 0.01 } } },
    'ranking',
  );
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  const scope = backend.scope('test');
  const scorer = await model.scorer(scope, 1);
  scorer.score(Uint32Array.of(5));
  const scores = await backend.read(scorer.out);
  const seen = train.byUser.indices.subarray(train.byUser.offsets[5], train.byUser.offsets[6]);
  const ranked = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  expect(new Set(ranked.slice(0, seen.length))).toEqual(new Set(seen));
  scope.dispose();
});

test('rating prediction refuses cross-entropy with a way out', async () => {
  await expect(fitted({}, { training: { ...training, loss: 'bce' } })).rejects.toMatchObject({
    code: 'model.rating-needs-mse',
    where: { path: 'training.loss' },
  });
});

test('a loss that is no longer a number ends the fit in that epoch and names the layer', async () => {
  const wild = {
    ...training,
    optimizer: { ...training.optimizer, name: 'sgd' as const, learningRate: 1e25 },
  };
  const error = await fitted({ activation: 'relu' }, { training: wild }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ResearcherError);
  expect((error as ResearcherError).code).toBe('training.diverged');
  expect((error as ResearcherError).text.en).toMatch(/epoch 1: “(hidden|output) layer/);
});

test('early stopping ends after its patience and puts the best weights back', async () => {
  const values = [0.9, 0.8, 0.85, 0.86, 0.7];
  const seen: Float32Array[] = [];
  const backend = new CpuBackend();
  const model = modelOf({});
  const context = fitContext(backend, {
    training: { ...training, epochs: 50, earlyStopping: { metric: 'rmse', patience: 2 } },
    validate: async () => {
      seen.push(await model.predict!(users, items));
      return { rmse: values[seen.length - 1]! };
    },
  });
  await model.fit(train, context);
  expect(seen).toHaveLength(4);
  expect(await model.predict!(users, items)).toEqual(seen[1]);
});

test('early stopping on a metric nobody measures says which there are', async () => {
  const early = { ...training, earlyStopping: { metric: 'ndcg@10', patience: 2 } };
  await expect(fitted({}, { training: early, validate: async () => ({ rmse: 1 }) })).rejects.toMatchObject({
    code: 'training.early-stopping-metric',
  });
});

test('stopping keeps what was learned so far, and everything is given back', async () => {
  let calls = 0;
  const { backend, model, losses } = await fitted(
    {},
    { checkpoint: async () => (++calls > 3 ? 'stop' : 'go') },
  );
  expect(losses.length).toBeLessThan(6);
  expect((await model.predict!(users, items)).every(Number.isFinite)).toBe(true);
  model.dispose();
  expect(backend.memory.current).toBe(0);
});
