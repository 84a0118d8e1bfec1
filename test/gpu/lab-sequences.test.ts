import { expect, test, vi } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { ExperimentInput } from '../../src/lab/experiment';
import { bothBackends } from './backends';

vi.setConfig({ testTimeout: 60_000 });

const backends = bothBackends();

const params: Readonly<Record<string, object>> = {
  gru4rec: { factors: 8, hiddenUnits: [8], sequenceLength: 6, negatives: 16, itemDropout: 0.1 },
  caser: { factors: 8, sequenceLength: 3, horizontalFilters: 4, negatives: 16, subsequences: 0.1 },
  sasrec: { factors: 8, blocks: 1, sequenceLength: 6, negatives: 16, noise: 0.1 },
};

const experimentOf = (model: string): ExperimentInput => ({
  version: 1,
  data: { feedback: 'implicit', store: { customers: 30, items: 40, interactions: 300 } },
  split: { protocol: 'leave-one-out', validation: true },
  model: { name: model, params: { ...params[model] } },
  training: {
    epochs: 2,
    batchSize: 64,
    optimizer: { learningRate: 0.01 },
    earlyStopping: { metric: 'ndcg', patience: 2 },
  },
  evaluation: { metrics: ['ndcg'], baselines: false },
});

const run = (backend: Backend, model: string) =>
  new Engine(new LabDevice(backend, backend.kind), undefined, 0).run('a', experimentOf(model), {}, () => {});

test.each(Object.keys(params))(
  '%s runs through the lab, agrees with the CPU, and keeps its plan',
  async (model) => {
    const [gpu, cpu] = [await run(backends.gpu, model), await run(backends.cpu, model)];
    const losses = [gpu, cpu].map(({ history }) => history.map(({ values }) => values['loss']!));
    expect(losses[0]).toHaveLength(2);
    losses[0]!.forEach((loss, epoch) => expect(loss).toBeCloseTo(losses[1]![epoch]!, 4));
    expect(losses[0]![1]!).toBeLessThan(losses[0]![0]!);
    const { peakBytes, plannedBytes } = gpu.memory;
    expect(plannedBytes).toBeGreaterThanOrEqual(0.95 * peakBytes);
    expect(plannedBytes).toBeLessThan(1.3 * peakBytes);
  },
);
