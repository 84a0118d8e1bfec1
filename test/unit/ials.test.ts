import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { binaryDataset, denseRows, fitted } from './model-fixtures';

const train = binaryDataset(30, 20);
const x = denseRows(train);

async function factorsAfter(iterations: number, params: Readonly<Record<string, number>>) {
  const model = await fitted('ials', { factors: 6, iterations, ...params }, train, new CpuBackend());
  const tensors = await model.toTensors!();
  const rowsOf = (name: string) => {
    const { data, shape } = tensors.get(name)!;
    return Array.from({ length: shape[0]! }, (_, row) => [
      ...data.subarray(row * shape[1]!, (row + 1) * shape[1]!),
    ]);
  };
  return { users: rowsOf('userFactors'), items: rowsOf('itemFactors') };
}

const inner = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, k) => sum + value * b[k]!, 0);

/** The objective with c = 1 + α x and λ (Σ c)^ν per row. */
function objective(
  { users, items }: { users: number[][]; items: number[][] },
  alpha: number,
  lambda: number,
  nu: number,
): number {
  const confidence = (value: number) => 1 + alpha * value;
  let sum = 0;
  x.forEach((row, u) =>
    row.forEach((r, i) => (sum += confidence(r) * (r - inner(users[u]!, items[i]!)) ** 2)),
  );
  users.forEach((vector, u) => {
    sum += lambda * x[u]!.reduce((total, r) => total + confidence(r), 0) ** nu * inner(vector, vector);
  });
  items.forEach((vector, i) => {
    sum += lambda * x.reduce((total, row) => total + confidence(row[i]!), 0) ** nu * inner(vector, vector);
  });
  return sum;
}

test.each([
  [4, 2, 0],
  [4, 0.05, 1],
])(
  'α = %d, λ = %d, ν = %d: each iteration lowers the objective, and items are at its minimum',
  async (alpha, regularization, frequencyScaling) => {
    const params = { alpha, regularization, frequencyScaling };
    const [one, two, ten] = [
      await factorsAfter(1, params),
      await factorsAfter(2, params),
      await factorsAfter(10, params),
    ];
    const value = (factors: typeof one) => objective(factors, alpha, regularization, frequencyScaling);
    expect(value(two)).toBeLessThan(value(one));
    expect(value(ten)).toBeLessThan(value(two));
    // Items were solved for last: moving any of their numbers either way raises the objective.
    for (const [i, k] of [
      [0, 0],
      [7, 3],
      [19, 5],
    ] as const) {
      for (const step of [0.01, -0.01]) {
        const items = ten.items.map((vector, j) =>
          j === i ? vector.map((v, l) => (l === k ? v + step : v)) : vector,
        );
        expect(value({ users: ten.users, items })).toBeGreaterThan(value(ten));
      }
    }
  },
);

test('the seed decides the start, and with it the bits', async () => {
  expect(await factorsAfter(2, {})).toEqual(await factorsAfter(2, {}));
});
