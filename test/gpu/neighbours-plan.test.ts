import { expect, test } from 'vitest';
import { openWebGpu } from '../../src/compute/webgpu/device';
import { nearestNeighbours } from '../../src/similarity/device-neighbours';
import { featureMatrix } from '../../src/similarity/features';
import { workOf } from '../../src/similarity/neighbour-work';
import { planNeighbours, planPrediction } from '../../src/similarity/plan';
import { RatingPrediction } from '../../src/similarity/rating-prediction';
import { modelEntry } from '../../src/models/registry';
import { smallStore } from '../unit/cold-items';
import { fitContext } from '../unit/model-fixtures';
import { datasetOfTable, PLAIN, table } from '../unit/similarity-oracle';

const silent = { report: () => undefined, checkpoint: async () => 'go' as const };

test.each([
  ['cosine', 'device'],
  ['cosine', 'host'],
  ['pearson', 'device'],
  ['pearson', 'host'],
  ['conditional-probability', 'host'],
] as const)(
  '%s, candidates picked by the %s: the peak stays within the plan, and all is given back',
  async (measure, selection) => {
    const backend = await openWebGpu();
    if (typeof backend === 'string') throw new Error(`${backend}: these tests need WebGPU and never skip`);
    const spec = { ...PLAIN, measure };
    const matrix = featureMatrix(datasetOfTable(table(700, 50, 0.1, 3), 'user'), 'user', spec);
    const plan = planNeighbours(backend, workOf(matrix, spec), spec, 20, selection).bytes;
    const before = backend.memory.current;
    backend.memory.resetPeak();
    await nearestNeighbours(backend, matrix, spec, 20, silent, selection);
    const peak = backend.memory.peak - before;
    expect(peak).toBeLessThanOrEqual(plan);
    // A plan far above what is taken would turn runs away that fit.
    expect(peak).toBeGreaterThan(plan / 2);
    backend.trim();
    expect(backend.memory.current).toBe(before);
    backend.destroy();
  },
);

test.each(['cosine', 'pearson'] as const)(
  'predicting ratings by %s takes what its plan says, and gives all back',
  async (measure) => {
    const backend = await openWebGpu();
    if (typeof backend === 'string') throw new Error(`${backend}: these tests need WebGPU and never skip`);
    const spec = { ...PLAIN, measure };
    const train = datasetOfTable(table(700, 50, 0.1, 3), 'user');
    const matrix = featureMatrix(train, 'user', spec);
    const plan = planPrediction(backend, workOf(matrix, spec), 2000);
    const before = backend.memory.current;
    const prediction = new RatingPrediction(backend, train, matrix, spec, {
      axis: 'user',
      centring: 'mean',
      neighbours: 10,
      minNeighbours: 1,
    });
    const pairs = Uint32Array.from({ length: 2000 }, (_, p) => p);
    await prediction.predict(
      pairs.map((p) => p % 700),
      pairs.map((p) => p % 50),
    );
    const peak = backend.memory.peak - before;
    expect(peak).toBeLessThanOrEqual(plan);
    expect(peak).toBeGreaterThan(plan / 1.5);
    prediction.dispose();
    backend.trim();
    expect(backend.memory.current).toBe(before);
    backend.destroy();
  },
);

test.each([
  ['rp3beta', datasetOfTable(table(60, 500, 0.1, 3), 'user')],
  ['content-knn', smallStore(() => false).train],
])('%s takes what its plan says, and gives all back', async (name, train) => {
  const backend = await openWebGpu();
  if (typeof backend === 'string') throw new Error(`${backend}: these tests need WebGPU and never skip`);
  const entry = modelEntry(name)!;
  const model = entry.create(entry.params.parse({ neighbours: 20 }), 'ranking');
  const context = fitContext(backend);
  const plan = await model.plan!(train, backend, context.training);
  const before = backend.memory.current;
  backend.memory.resetPeak();
  await model.fit(train, context);
  const peak = backend.memory.peak - before;
  expect(peak).toBeLessThanOrEqual(plan);
  expect(peak).toBeGreaterThan(plan / 2);
  model.dispose();
  backend.trim();
  expect(backend.memory.current).toBe(before);
  backend.destroy();
});
