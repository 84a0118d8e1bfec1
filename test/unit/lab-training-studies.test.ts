import { describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { RunEvent } from '../../src/lab/events';
import type { ExperimentInput } from '../../src/lab/experiment';
import { steepest } from '../../src/lab/range-test';
import { summarise } from '../../src/lab/seed-summary';

vi.setConfig({ testTimeout: 60_000 });

const experiment: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store: { customers: 90, items: 60, interactions: 1300 } },
  split: { protocol: 'random', testRatio: 0.3 },
  model: { name: 'bpr-mf', params: { factors: 8 } },
  training: { epochs: 3, batchSize: 64 },
  evaluation: { metrics: ['ndcg'], cutoffs: [10], baselines: false },
};

function engineWith() {
  const backend = new CpuBackend();
  return { backend, engine: new Engine(new LabDevice(backend, 'cpu')) };
}

describe('several seeds', () => {
  test('each is the plain run of its seed; the summary is their mean and spread', async () => {
    const { engine, backend } = engineWith();
    const events: RunEvent[] = [];
    const study = await engine.seeds('s', experiment, 3, {}, (batch) => events.push(...batch));
    const plain = await engine.run('r', { ...experiment, seed: 43 }, {}, () => {});
    expect(study.runs.map(({ seed }) => seed)).toEqual([42, 43, 44]);
    expect(study.runs[1]!.metrics).toEqual(plain.metrics);
    expect(events.filter((event) => event.type === 'seed').map(({ run }) => run)).toEqual(study.runs);
    const values = study.runs.map(({ metrics }) => metrics['ndcg@10']!);
    const { mean, std, least } = study.summary['ndcg@10']!;
    expect(new Set(values).size).toBe(3);
    expect(mean).toBeCloseTo((values[0]! + values[1]! + values[2]!) / 3, 12);
    expect(std).toBeGreaterThan(0);
    expect(least).toBe(Math.min(...values));
    engine.release('s');
    engine.release('r');
    expect(backend.memory.current).toBe(0);
  });

  test('the deviation is that of a sample', () => {
    const runs = [1, 2, 4].map((value, seed) => ({ seed, metrics: { rmse: value } }));
    expect(summarise(runs)['rmse']!.std).toBeCloseTo(Math.sqrt(7 / 3), 12);
  });

  test.each([0, 1, 2.5, 101])('%d seeds are refused', async (count) => {
    await expect(engineWith().engine.seeds('s', experiment, count, {}, () => {})).rejects.toMatchObject({
      code: 'seeds.invalid-count',
    });
  });
});

describe('learning-rate range test', () => {
  test.each([
    ['bpr-mf', { factors: 8 }],
    ['neumf', { factors: 4, embedding: 8, layers: [8], pretraining: true }],
  ])('%s: the suggested rate learns, far lower ones hardly', async (name, params) => {
    const { engine, backend } = engineWith();
    const input = { ...experiment, model: { name, params } };
    const { points, suggestion } = await engine.testRates('t', input, {}, () => {});
    expect(backend.memory.current).toBe(0);
    expect(points.length).toBeGreaterThan(40);
    expect(points[0]!.rate).toBeLessThan(2e-6);
    points.slice(1).forEach(({ rate }, i) => expect(rate).toBeGreaterThan(points[i]!.rate));
    expect(suggestion).toBeGreaterThan(1e-4);
    expect(suggestion).toBeLessThan(1);
    const lossWith = async (learningRate: number) => {
      const training = { ...experiment.training, optimizer: { learningRate } };
      const run = await engine.run(`${learningRate}`, { ...input, training }, {}, () => {});
      return run.history.at(-1)!.values['loss']!;
    };
    expect(await lossWith(suggestion!)).toBeLessThan(await lossWith(1e-5));
  });

  test('a model with a rate of its own, or none, is told apart', async () => {
    for (const model of [
      { name: 'mf' },
      { name: 'item-knn' },
      { name: 'svdpp', params: { steps: 'ratings' } },
    ])
      await expect(
        engineWith().engine.testRates('t', { ...experiment, model }, {}, () => {}),
      ).rejects.toMatchObject({ code: 'range-test.not-supported' });
  });

  test('finds the steepest fall of a known curve', () => {
    // A logistic fall around 10⁻², then a rise.
    const points = Array.from({ length: 100 }, (_, i) => {
      const rate = 10 ** (-6 + (7 * i) / 99);
      const fall = 1 / (1 + Math.exp(3 * (Math.log10(rate) + 2)));
      return { rate, loss: 0.2 + fall + (rate > 1 ? rate : 0) };
    });
    expect(Math.log10(steepest(points)!)).toBeCloseTo(-2, 1);
    expect(steepest(points.map(({ rate }) => ({ rate, loss: rate })))).toBeNull();
  });
});
