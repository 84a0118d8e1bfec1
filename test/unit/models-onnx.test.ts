import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { encode } from '../../src/data/encode';
import type { Dataset } from '../../src/data/dataset';
import { modelEntry } from '../../src/models/registry';
import type { Recommender, Task } from '../../src/models/recommender';
import { tableOf, variety, type Row } from './data-fixtures';
import { allScores, binaryDataset, denseRows, fitContext } from './model-fixtures';

vi.setConfig({ testTimeout: 60_000 });

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
});

const chosen = binaryDataset(23, 17);

/** Ratings of 1 to 5 for a third of the pairs. */
function ratings(users = 25, items = 18): Dataset {
  const next = variety(3);
  const rows: Row[] = [];
  for (let user = 0; user < users; user++)
    for (let item = 0; item < items; item++)
      if (user === 0 || item === user % items || next() % 3 === 0)
        rows.push([`u${user}`, `i${item}`, 1 + ((user + 2 * item + next()) % 5)]);
  return encode([tableOf(rows)], { feedback: 'explicit' }).datasets[0]!;
}
const rated = ratings();

async function fitted(
  name: string,
  params: Readonly<Record<string, unknown>>,
  data: Dataset,
  task: Task,
  loss: 'mse' | 'bce' = 'mse',
): Promise<{ model: Recommender; backend: CpuBackend }> {
  const backend = new CpuBackend();
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse(params), task);
  const { training } = fitContext(backend);
  const optimizer = { ...training.optimizer, learningRate: 0.01 };
  await model.fit(
    data,
    fitContext(backend, { training: { ...training, epochs: 6, batchSize: 16, optimizer, loss } }),
  );
  return { model, backend };
}

/** What the exported file makes of the inputs: the one output, by rows. */
async function run(model: Recommender, inputs: Record<string, ort.Tensor>): Promise<number[][]> {
  const session = await ort.InferenceSession.create((await model.toOnnx!())!);
  const results = await session.run(inputs);
  const [output] = Object.values(results);
  const [rows, columns = 1] = output!.dims as [number, number?];
  const data = output!.data as Float32Array;
  await session.release();
  return Array.from({ length: rows }, (_, r) => [...data.subarray(r * columns, (r + 1) * columns)]);
}

const codes = (values: Iterable<number>) => {
  const data = BigInt64Array.from(values, BigInt);
  return new ort.Tensor('int64', data, [data.length]);
};
const matrix = (rows: readonly (readonly number[])[]) =>
  new ort.Tensor('float32', Float32Array.from(rows.flat()), [rows.length, rows[0]!.length]);

function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(1, ...expected.flat().map(Math.abs));
  actual.forEach((row, r) => {
    expect(row.length).toBe(expected[r]!.length);
    row.forEach((value, c) => expect(Math.abs(value - expected[r]![c]!)).toBeLessThan(1e-5 * size));
  });
}

describe('models of user vectors', () => {
  test.each([
    ['mf', { factors: 5 }, rated, 'rating'],
    ['svdpp', { factors: 5 }, rated, 'rating'],
    ['bpr-mf', { factors: 5 }, chosen, 'ranking'],
    ['ials', { factors: 5 }, chosen, 'ranking'],
    ['pure-svd', { factors: 5 }, chosen, 'ranking'],
  ] as const)('%s', async (name, params, data, task) => {
    const { model, backend } = await fitted(name, params, data, task);
    const expected = await allScores(model, backend, data);
    expectClose(await run(model, { user: codes(Array(data.users).keys()) }), expected);
    expectClose(await run(model, { user: codes([3, 1, 3]) }), [expected[3]!, expected[1]!, expected[3]!]);
    model.dispose();
  });
});

test.each([
  ['gmf', { factors: 6 }],
  ['ncf-mlp', { factors: 6, layers: [12, 5], batchNorm: true }],
  ['neumf', { factors: 4, embedding: 6, layers: [8] }],
] as const)('%s: pair by pair', async (name, params) => {
  const { model, backend } = await fitted(name, params, chosen, 'ranking');
  const expected = await allScores(model, backend, chosen);
  const { users, items } = chosen;
  const pairs = Array.from({ length: users * items }, (_, n) => [Math.floor(n / items), n % items] as const);
  const scores = await run(model, {
    user: codes(pairs.map(([user]) => user)),
    item: codes(pairs.map(([, item]) => item)),
  });
  expectClose(
    scores,
    pairs.map(([user, item]) => [expected[user]![item]!]),
  );
  model.dispose();
});

test.each(['ease', 'slim'])('%s: a matrix of items', async (name) => {
  const { model, backend } = await fitted(name, {}, chosen, 'ranking');
  const interactions = matrix(denseRows(chosen));
  expectClose(await run(model, { interactions }), await allScores(model, backend, chosen));
  model.dispose();
});

describe('rating-vector networks', () => {
  test.each(['relu', 'leaky-relu', 'gelu', 'sigmoid', 'tanh', 'softplus'] as const)(
    'implicit feedback by users, %s',
    async (activation) => {
      const batchNorm = activation === 'gelu' || activation === 'tanh';
      const params = { axis: 'user', hidden: [7, 5], activation, batchNorm };
      const { model, backend } = await fitted('mlp', params, chosen, 'ranking', 'bce');
      const interactions = matrix(denseRows(chosen));
      expectClose(await run(model, { interactions }), await allScores(model, backend, chosen));
      model.dispose();
    },
  );

  test.each([
    ['user', true, 'identity'],
    ['user', false, 'sigmoid'],
    ['item', true, 'tanh'],
    ['item', false, 'identity'],
  ] as const)('ratings by %s, baseline %s, output %s', async (axis, baseline, outputActivation) => {
    const read = { inputs: axis === 'user' ? 'ratings' : 'residuals' };
    const params = { axis, hidden: [6], baseline, outputActivation, batchNorm: baseline, ...read };
    const { model } = await fitted('mlp', params, rated, 'rating');
    const byRow = axis === 'user' ? rated.byUser : rated.byItem;
    const values = Array.from({ length: byRow.rows }, () => Array<number>(byRow.columns).fill(0));
    const known = values.map((row) => [...row]);
    for (let row = 0; row < byRow.rows; row++)
      for (let p = byRow.offsets[row]!; p < byRow.offsets[row + 1]!; p++) {
        values[row]![byRow.indices[p]!] = byRow.values[p]!;
        known[row]![byRow.indices[p]!] = 1;
      }
    const every = values.flatMap((row, r) => row.map((_, c) => [r, c] as const));
    const [rows, columns] = [every.map(([r]) => r), every.map(([, c]) => c)].map((ids) =>
      Uint32Array.from(ids),
    );
    const predicted = await (axis === 'user'
      ? model.predict!(rows!, columns!)
      : model.predict!(columns!, rows!));
    const expected = values.map((row, r) => row.map((_, c) => predicted[r * byRow.columns + c]!));
    const inputs = {
      row: codes(Array(byRow.rows).keys()),
      ratings: matrix(values),
      known: matrix(known),
    };
    expectClose(await run(model, inputs), expected);
    model.dispose();
  });
});
