import type { Backend } from '../../src/compute/backend';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import type { FitContext, Recommender, Task, TrainingOptions } from '../../src/models/recommender';
import { modelEntry } from '../../src/models/registry';
import { tableOf, variety, type Row } from './data-fixtures';

const training: TrainingOptions = {
  epochs: 30,
  batchSize: 128,
  optimizer: { name: 'adam', learningRate: 0.001, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  loss: 'mse',
  earlyStopping: null,
};

/** A fit that nobody watches. */
export function fitContext(backend: Backend, changes: Partial<FitContext> = {}): FitContext {
  return {
    backend,
    seed: 42,
    training,
    report: () => undefined,
    checkpoint: async () => 'go',
    validate: null,
    warn: () => undefined,
    ...changes,
  };
}

/** Random zeros and ones, every user and item at least once, as a data set (codes follow names). */
export function binaryDataset(users: number, items: number, seed = 1): Dataset {
  const next = variety(seed);
  const rows: Row[] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      if (user === 0 || item === user % items || next() % 4 === 0) rows.push([`u${user}`, `i${item}`]);
    }
  }
  return encode([tableOf(rows)], { feedback: 'implicit' }).datasets[0]!;
}

/** Rows of the data set as dense vectors. */
export function denseRows({ byUser, users, items }: Dataset): number[][] {
  return Array.from({ length: users }, (_, user) => {
    const row = new Array<number>(items).fill(0);
    for (let p = byUser.offsets[user]!; p < byUser.offsets[user + 1]!; p++)
      row[byUser.indices[p]!] = byUser.values[p]!;
    return row;
  });
}

/** A model of the registry, fitted. */
export async function fitted(
  name: string,
  params: Readonly<Record<string, unknown>>,
  train: Dataset,
  backend: Backend,
  task: Task = 'ranking',
): Promise<Recommender> {
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(params), task);
  await model.fit(train, fitContext(backend));
  return model;
}

/** Scores of every user for every item. */
export async function allScores(
  model: Recommender,
  backend: Backend,
  { users, items }: Dataset,
  tile = 7,
): Promise<number[][]> {
  const scope = backend.scope('test scores');
  const scorer = await model.scorer(scope, tile);
  const scores: number[][] = [];
  for (let first = 0; first < users; first += tile) {
    const rows = Math.min(tile, users - first);
    scorer.score(Uint32Array.from({ length: rows }, (_, r) => first + r));
    const out = await backend.read(scorer.out, 0, rows * items);
    for (let r = 0; r < rows; r++) scores.push([...out.subarray(r * items, (r + 1) * items)]);
  }
  scope.dispose();
  return scores;
}
