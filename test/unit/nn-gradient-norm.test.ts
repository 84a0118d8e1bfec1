import { describe, expect, test } from 'vitest';
import type { Backend, Scope } from '../../src/compute/backend';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { experimentSchema } from '../../src/lab/experiment';
import { pairSource } from '../../src/models/pair-model';
import type { FitProgress, TrainingOptions } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { OPTIMIZERS, type OptimizerOptions } from '../../src/nn/optimizers';
import { PairNetwork } from '../../src/nn/pair-network';
import { PairwiseFactors } from '../../src/nn/pairwise-factors';
import { RatingVectorNetwork } from '../../src/nn/rating-vector-network';
import type { TrainingProgram } from '../../src/nn/trainer';
import { binaryDataset, fitContext } from './model-fixtures';

const data = binaryDataset(30, 20);
const { users, items, byUser } = data;
const plain: OptimizerOptions = {
  ...{ name: 'sgd', learningRate: 1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

type Prepare = (backend: Backend, scope: Scope, optimizer: OptimizerOptions) => TrainingProgram;
const source = (scope: Scope) => pairSource(scope, data, { negatives: 2, sampling: 'uniform' });
const sizes = { batchSize: 48, epochs: 1 };

const networks: Record<string, Prepare> = {
  'pair network': (backend, scope, optimizer) =>
    new PairNetwork(
      backend,
      scope,
      { users, items, factors: 4, tower: { embedding: 4, layers: [8, 4] }, activation: 'relu' },
      7,
    ).train(scope, { ...source(scope), ...sizes, optimizer, weightDecay: 0 }),
  'pairwise factors': (backend, scope, optimizer) =>
    new PairwiseFactors(backend, scope, {
      ...{ users, items, factors: 4, loss: 'bpr', regularization: 0, seed: 7 },
    }).train(scope, { ...source(scope), ...sizes, optimizer }),
  'rating-vector network': (backend, scope, optimizer) => {
    const network = new RatingVectorNetwork(
      backend,
      scope,
      {
        ...{ columns: items, hidden: [8], activation: 'sigmoid', outputActivation: 'identity' },
        ...{ dropout: 0, outputBias: 0 },
      },
      7,
    );
    const ones = scope.upload(new Float32Array(byUser.values.length).fill(1), 'ones');
    const matrix = {
      rows: users,
      columns: items,
      offsets: scope.upload(byUser.offsets, 'offsets'),
      indices: scope.upload(byUser.indices, 'indices'),
    };
    return network.train(scope, {
      ...{ matrix, inputs: ones, targets: ones, loss: 'bce', batchSize: 16, optimizer, weightDecay: 0 },
    });
  },
};

/** How far the first step of plain SGD at rate 1 moves everything: by the gradient. */
async function firstMove(prepare: Prepare, options: Partial<OptimizerOptions>) {
  const backend = new CpuBackend();
  const scope = backend.scope('test');
  const program = prepare(backend, scope, { ...plain, ...options });
  const read = async () =>
    (await Promise.all(program.tables.map((table) => backend.read(table)))).flatMap((table) => [...table]);
  const before = await read();
  program.begin(1);
  backend.run(program.step);
  const after = await read();
  const norm = (await program.gradientNorm?.mean(1)) ?? null;
  scope.dispose();
  return { move: after.map((value, i) => value - before[i]!), norm };
}

const lengthOf = (vector: readonly number[]) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));

describe.each(Object.entries(networks))('%s', (_name, prepare) => {
  test('the norm is that of all gradients together; above the limit all shrink alike', async () => {
    const free = await firstMove(prepare, { norms: true });
    const length = lengthOf(free.move);
    expect(length).toBeGreaterThan(0.01);
    expect(free.norm! / length).toBeCloseTo(1, 4);

    const limit = length / 3;
    const clipped = await firstMove(prepare, { clipNorm: limit });
    expect(clipped.norm).toBe(free.norm);
    expect(lengthOf(clipped.move) / limit).toBeCloseTo(1, 4);
    clipped.move.forEach((value, i) => expect(Math.abs(value - free.move[i]! / 3)).toBeLessThan(1e-6));
  });

  test('a limit that is not reached changes no bit, and nothing is measured unasked', async () => {
    const free = await firstMove(prepare, {});
    expect(free.norm).toBeNull();
    expect((await firstMove(prepare, { clipNorm: 1e6 })).move).toEqual(free.move);
  });
});

const training = experimentSchema.parse({ version: 1, model: { name: 'neumf' } }).training;

async function history(changes: Partial<TrainingOptions>, model = 'neumf') {
  const points: Readonly<Record<string, number>>[] = [];
  const entry = modelEntry(model)!;
  const params = model === 'mlp' ? { hidden: [8] } : { factors: 4, embedding: 4, layers: [8] };
  const recommender = entry.create(entry.params.parse(params), 'ranking');
  await recommender.fit(
    data,
    fitContext(new CpuBackend(), {
      training: { ...fitContext(new CpuBackend()).training, epochs: 8, batchSize: 32, ...changes },
      report: ({ epoch, metrics }: FitProgress) => void (epoch && points.push(metrics!)),
    }),
  );
  recommender.dispose();
  return points;
}

test('an experiment that says nothing of them is the run it was', async () => {
  expect(training).toMatchObject({ schedule: 'constant', clipNorm: null, norms: false });
  const { schedule, clipNorm, norms } = training;
  const now = { ...training.optimizer, schedule, clipNorm, norms };
  const [before, after] = [await history({}), await history({ optimizer: now, norms })];
  expect(after).toEqual(before);
  expect(Object.keys(after[0]!)).toEqual(['loss']);
});

test('norms stand in the history of every epoch, and change no loss', async () => {
  const [plainly, measured] = [
    await history({}),
    await history({ optimizer: { ...training.optimizer, norms: true }, norms: true }),
  ];
  expect(measured.map(({ loss }) => loss)).toEqual(plainly.map(({ loss }) => loss));
  for (const { gradientNorm, weightNorm } of measured) {
    expect(gradientNorm).toBeGreaterThan(0);
    expect(weightNorm).toBeGreaterThan(1);
  }
});

test.each(OPTIMIZERS.flatMap((name) => [[name, 'neumf'] as const, [name, 'mlp'] as const]))(
  '%s makes the loss of %s fall, under a schedule too',
  async (name, model) => {
    const learningRate = { sgd: 0.5, adagrad: 0.1, rmsprop: 0.01, adam: 0.01, adamw: 0.01 }[name];
    const optimizer = { ...training.optimizer, name, learningRate, momentum: 0.9, nesterov: true };
    const constant = await history({ loss: 'bce', optimizer }, model);
    const cosine = await history({ loss: 'bce', optimizer: { ...optimizer, schedule: 'cosine' } }, model);
    for (const points of [constant, cosine]) expect(points.at(-1)!['loss']).toBeLessThan(points[0]!['loss']!);
    expect(cosine).not.toEqual(constant);
  },
);
