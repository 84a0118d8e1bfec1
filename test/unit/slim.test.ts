import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { allScores, binaryDataset, denseRows, fitted } from './model-fixtures';

const train = binaryDataset(60, 25);
const x = denseRows(train);

async function weightsOf(params: Readonly<Record<string, number>>) {
  const backend = new CpuBackend();
  const model = await fitted('slim', params, train, backend);
  const { data } = (await model.toTensors!()).get('weights')!;
  const w = Array.from({ length: 25 }, (_, k) => [...data.subarray(k * 25, (k + 1) * 25)]);
  return { backend, model, w };
}

test('scores are X W, and an explanation adds up to the score', async () => {
  const { backend, model, w } = await weightsOf({ l1: 0.1, l2: 1 });
  const scores = await allScores(model, backend, train);
  x.forEach((row, u) =>
    row.forEach((_, j) =>
      expect(scores[u]![j]).toBeCloseTo(
        row.reduce((sum, value, k) => sum + value * w[k]![j]!, 0),
        5,
      ),
    ),
  );
  const { score } = await model.explain!(2, 9);
  expect(score).toBeCloseTo(scores[2]![9]!, 5);
  model.dispose();
  expect(backend.memory.current).toBe(0);
});

test('more L1 leaves fewer weights, all of them non-negative and none on an item itself', async () => {
  const count = (w: readonly number[][]) => w.flat().filter((value) => value > 0).length;
  const [few, many] = [(await weightsOf({ l1: 2, l2: 1 })).w, (await weightsOf({ l1: 0.05, l2: 1 })).w];
  expect(count(few)).toBeLessThan(count(many));
  expect(many.flat().every((value) => value >= 0)).toBe(true);
  many.forEach((row, k) => expect(row[k]).toBe(0));
});
