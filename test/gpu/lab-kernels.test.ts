import { afterAll, expect, test, vi } from 'vitest';
import { openLab } from '../../src/lab/client';
import type { ExperimentInput } from '../../src/lab/experiment';

vi.setConfig({ testTimeout: 60_000 });

const experiment: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store: { customers: 90, items: 60, interactions: 1300 } },
  model: { name: 'ncf-mlp', params: { factors: 8, layers: [16, 8] } },
  training: { epochs: 2, batchSize: 128 },
  evaluation: { metrics: ['ndcg'], baselines: false },
};

afterAll(() => void indexedDB.deleteDatabase('cofilter-kernels'));

test('training measures what it needs once for an adapter; times change by it, results do not', async () => {
  const untuned = await openLab({ backend: 'webgpu', tune: false });
  const plain = await untuned.run(experiment).record;
  untuned.close();
  expect(plain.environment.variants).toBeUndefined();

  const first = await openLab({ backend: 'webgpu', tune: true });
  expect(await first.kernels()).toMatchObject({ choices: {}, families: [{ name: 'gemm' }] });
  const tuned = await first.run(experiment).record;
  const { choices } = await first.kernels();
  first.close();
  const variants = tuned.environment.variants!;
  expect(Object.keys(variants).length).toBeGreaterThan(3);
  for (const [key, { variant }] of Object.entries(choices)) expect(variants[key]).toBe(variant);
  expect(tuned.metrics).toEqual(plain.metrics);
  expect(tuned.history).toEqual(plain.history);

  const later = await openLab({ backend: 'webgpu', tune: true });
  expect((await later.kernels()).choices).toEqual(choices);
  const again = await later.measureKernels();
  expect(Object.keys(again.choices)).toEqual(Object.keys(choices));
  later.close();
});
