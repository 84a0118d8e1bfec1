import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { encode } from '../../src/data/encode';
import { tableOf, type Row } from './data-fixtures';
import { allScores, binaryDataset, denseRows, fitted } from './model-fixtures';

// numpy.linalg.svd of x[u, i] = (u² + 3ui + 2i² + u + i) % 5 < 2, first five rows of the product of three factors
const RANK_THREE = [
  [0.778723, 0.150983, 0.965037, 1.195244, 1.09111, 0.778723, 0.150983],
  [0.121736, -0.111427, -0.083848, -0.002669, 0.934156, 0.121736, -0.111427],
  [1.153066, 0.922859, 0.123404, 0.764123, 0.952105, 1.153066, 0.922859],
  [0.19288, -0.144416, 0.983921, 0.877118, -0.086518, 0.19288, -0.144416],
  [0.870932, 1.029382, -0.233676, 0.330604, 0.020619, 0.870932, 1.029382],
];

test('the best approximation of rank three, as numpy finds it', async () => {
  const rows: Row[] = [];
  for (let u = 0; u < 9; u++) {
    for (let i = 0; i < 7; i++)
      if ((u * u + 3 * u * i + 2 * i * i + u + i) % 5 < 2) rows.push([`u${u}`, `i${i}`]);
  }
  const train = encode([tableOf(rows)], { feedback: 'implicit' }).datasets[0]!;
  const backend = new CpuBackend();
  const model = await fitted('pure-svd', { factors: 3 }, train, backend);
  const scores = await allScores(model, backend, train);
  RANK_THREE.forEach((row, u) =>
    row.forEach((expected, i) =>
      expect(scores[train.userIds.code(`u${u}`)!]![train.itemIds.code(`i${i}`)!]).toBeCloseTo(expected, 4),
    ),
  );
  model.dispose();
  expect(backend.memory.current).toBe(0);
});

test('all factors give the interactions back', async () => {
  const train = binaryDataset(12, 9);
  const backend = new CpuBackend();
  const model = await fitted('pure-svd', { factors: 9 }, train, backend);
  const scores = await allScores(model, backend, train);
  denseRows(train).forEach((row, u) =>
    row.forEach((value, i) => expect(scores[u]![i]).toBeCloseTo(value, 4)),
  );
});

test('signs are fixed: the greatest entry of each item factor is positive', async () => {
  const train = binaryDataset(40, 30);
  const model = await fitted('pure-svd', { factors: 4 }, train, new CpuBackend());
  const { data } = (await model.toTensors!()).get('itemFactors')!;
  for (let k = 0; k < 4; k++) {
    const column = Array.from({ length: 30 }, (_, i) => data[i * 4 + k]!);
    const greatest = column.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best));
    expect(greatest).toBeGreaterThan(0);
    expect(column.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  }
});
