import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { modelEntry } from '../../src/models/registry';
import { allScores, binaryDataset, denseRows, fitContext, fitted } from './model-fixtures';

/** A⁻¹ by Gauss–Jordan elimination with pivoting. */
function inverse(a: readonly (readonly number[])[]): number[][] {
  const n = a.length;
  const work = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    const pivot = work.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]!) > Math.abs(work[best]![k]!) ? i : best),
      k,
    );
    [work[k], work[pivot]] = [work[pivot]!, work[k]!];
    const scale = work[k]![k]!;
    work[k] = work[k]!.map((value) => value / scale);
    for (let i = 0; i < n; i++) {
      const factor = work[i]![k]!;
      if (i !== k) work[i] = work[i]!.map((value, j) => value - factor * work[k]![j]!);
    }
  }
  return work.map((row) => row.slice(n));
}

/** X B as Steck writes it (2019; with dropout 2020), B learned from rows with weights ∝ length^−γ. */
function reference(x: readonly (readonly number[])[], lambda: number, dropout = 0, exponent = 0): number[][] {
  const items = x[0]!.length;
  const lengths = x.map((row) => row.reduce((sum, value) => sum + value, 0));
  const powers = lengths.map((length) => length ** -exponent);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const scale = total(lengths) / total(lengths.map((length, u) => length * powers[u]!));
  const gram = Array.from({ length: items }, (_, i) =>
    Array.from({ length: items }, (_, j) =>
      x.reduce((sum, row, u) => sum + scale * powers[u]! * row[i]! * row[j]!, i === j ? lambda : 0),
    ),
  );
  const p = inverse(
    gram.map((row, i) =>
      row.map((value, j) => (i === j ? value + (dropout / (1 - dropout)) * (value - lambda) : value)),
    ),
  );
  return x.map((row) =>
    row.map((_, j) =>
      row.reduce((sum, value, i) => sum + (i === j ? 0 : (value * -p[i]![j]!) / p[j]![j]!), 0),
    ),
  );
}

describe.each([
  ['more users than items: over items', 40, 23],
  ['fewer users than items: over users', 21, 34],
])('%s', (_name, users, items) => {
  const train = binaryDataset(users, items);
  const expected = reference(denseRows(train), 5);

  test('scores are X B', async () => {
    const backend = new CpuBackend();
    const model = await fitted('ease', { regularization: 5 }, train, backend);
    const scores = await allScores(model, backend, train);
    scores.forEach((row, u) => row.forEach((score, i) => expect(score).toBeCloseTo(expected[u]![i]!, 5)));
    model.dispose();
    expect(backend.memory.current).toBe(0);
  });

  test.each([
    [0.4, 0],
    [0, 0.7],
    [0.3, 1],
  ])(
    'dropout %d and user weighting %d change the normal equations as they say',
    async (dropout, exponent) => {
      const backend = new CpuBackend();
      const params = { regularization: 5, dropout, userWeighting: exponent };
      const model = await fitted('ease', params, train, backend);
      const changed = reference(denseRows(train), 5, dropout, exponent);
      const scores = await allScores(model, backend, train);
      scores.forEach((row, u) => row.forEach((score, i) => expect(score).toBeCloseTo(changed[u]![i]!, 5)));
      model.dispose();
      expect(backend.memory.current).toBe(0);
    },
  );

  test('an explanation adds up to the score', async () => {
    const backend = new CpuBackend();
    const model = await fitted('ease', { regularization: 5 }, train, backend);
    for (const item of [0, 7, items - 1]) {
      const { score, parts } = await model.explain!(3, item);
      expect(score).toBeCloseTo(expected[3]![item]!, 5);
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 12);
    }
  });

  test('comes back from its tensors', async () => {
    const backend = new CpuBackend();
    const model = await fitted('ease', { regularization: 5 }, train, backend);
    const entry = modelEntry('ease')!;
    const again = entry.create(entry.params.parse({}), 'ranking');
    await again.fromTensors!(await model.toTensors!(), train, fitContext(backend));
    expect(await allScores(again, backend, train)).toEqual(await allScores(model, backend, train));
  });
});

test('neighbours of an item are those with the greatest weight on it', async () => {
  const train = binaryDataset(40, 23);
  const backend = new CpuBackend();
  const model = await fitted('ease', { regularization: 5 }, train, backend);
  const found = await model.neighbours!('item', 4, 3);
  // What a user who has one item only would see of item 4 is that item's weight on it.
  const x = denseRows(train);
  const weights = x[0]!.map((_, k) => {
    const scores = reference([...x, x[0]!.map((_, i) => (i === k ? 1 : 0))], 5);
    return scores.at(-1)![4]!;
  });
  expect(found).toHaveLength(3);
  for (const { code, similarity, support } of found) {
    // One more row in the Gram matrix moves the weights a little.
    expect(Math.abs(similarity - weights[code]!)).toBeLessThan(0.05);
    expect(support).toBe(x.filter((row) => row[code] && row[4]).length);
  }
  expect(found.map(({ similarity }) => similarity)).toEqual(
    found.map(({ similarity }) => similarity).sort((a, b) => b - a),
  );
});
