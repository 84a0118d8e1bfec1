import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { evaluate } from '../../src/evaluation/evaluate';
import type { EvaluationOptions } from '../../src/evaluation/options';
import {
  areaUnderCurve,
  calibrationBins,
  calibrationError,
  logLoss,
  sigmoid,
} from '../../src/evaluation/probabilities';
import { modelEntry } from '../../src/models/registry';
import { composeReport } from '../../src/report/compose';
import { calibrationOption } from '../../src/app/charts/calibration';
import { isCold, isHeld, smallStore } from './cold-items';
import { fitContext, fitted } from './model-fixtures';
import { finishedRun } from './report-record';

const backend = new CpuBackend();

test('log loss and sigmoid by their definitions, and without overflow', () => {
  for (const z of [-3, -0.2, 0, 1.7]) {
    expect(sigmoid(z)).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
    expect(logLoss(z, true)).toBeCloseTo(-Math.log(sigmoid(z)), 12);
    expect(logLoss(z, false)).toBeCloseTo(-Math.log(1 - sigmoid(z)), 12);
  }
  expect(logLoss(-2000, true)).toBe(2000);
  expect([sigmoid(-2000), sigmoid(2000)]).toEqual([0, 1]);
});

test('the area under the curve counts pairs, ties half', () => {
  const scores = Float64Array.of(0.1, 0.4, 0.4, 0.8, -1, 0.4);
  const chosen = Uint8Array.of(0, 1, 0, 1, 0, 1);
  let won = 0;
  for (let a = 0; a < 6; a++)
    for (let b = 0; b < 6; b++)
      if (chosen[a] && !chosen[b]) won += (Math.sign(scores[a]! - scores[b]!) + 1) / 2;
  expect(areaUnderCurve(scores, chosen)).toBeCloseTo(won / 9, 12);
});

test('calibration by parts of equal size', () => {
  const probabilities = Float64Array.of(0.9, 0.1, 0.2, 0.6);
  const bins = calibrationBins(probabilities, Uint8Array.of(1, 0, 1, 1), 2);
  expect(bins).toEqual([
    { count: 2, expected: expect.closeTo(0.15, 12) as number, observed: 0.5 },
    { count: 2, expected: 0.75, observed: 1 },
  ]);
  expect(calibrationError(bins)).toBeCloseTo(0.3, 12);
});

test('equal predictions are never in two parts: always saying the base rate is calibrated', () => {
  const base = Float64Array.from({ length: 40 }, () => 0.25);
  const bins = calibrationBins(
    base,
    Uint8Array.from(base, (_, i) => Number(i < 10)),
    10,
  );
  expect(bins).toEqual([{ count: 40, expected: 0.25, observed: 0.25 }]);
  expect(calibrationError(bins)).toBe(0);
});

const options: EvaluationOptions = {
  task: 'ranking',
  metrics: ['ndcg', 'log-loss', 'pooled-auc', 'calibration-error'],
  cutoffs: [10],
  candidates: 'all',
  relevance: null,
  excludeSeen: true,
  seed: 1,
  bootstrap: 20,
  lists: false,
};
const hooks = { checkpoint: async () => undefined, report: () => undefined };

test(
  'a trained model’s probabilities are better than the base rate and near what comes',
  { timeout: 60_000 },
  async () => {
    const { train, test: held } = smallStore((user, item) => isCold(item) || isHeld(user, item));
    const split = { name: 'fixed', train, validation: null, test: held, candidates: null, warnings: [] };
    const entry = modelEntry('logistic')!;
    const model = entry.create(entry.params.parse({ negatives: 3 }), 'ranking');
    const { training } = fitContext(backend);
    await model.fit(
      train,
      fitContext(backend, {
        training: {
          ...{ ...training, epochs: 4, batchSize: 512 },
          optimizer: { ...training.optimizer, learningRate: 0.01 },
        },
      }),
    );
    const result = await evaluate(backend, model, split, 'test', options, hooks);
    // One in four is chosen: whoever always says so has this log loss.
    const base = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    expect(result.metrics['log-loss']).toBeLessThan(base);
    expect(result.intervals['log-loss']![0]).toBeLessThan(result.metrics['log-loss']!);
    expect(result.metrics['pooled-auc']).toBeGreaterThan(0.65);
    expect(result.metrics['calibration-error']).toBeLessThan(0.15);
    const bins = result.calibration!;
    expect(bins).toHaveLength(10);
    // Users with much held out find fewer than three others for each.
    const pairs = bins.reduce((sum, { count }) => sum + count, 0);
    expect(pairs).toBeLessThanOrEqual(4 * held.interactions);
    expect(pairs).toBeGreaterThan(3.5 * held.interactions);
    const observed = bins.reduce((sum, { count, observed: share }) => sum + count * share, 0);
    expect(observed).toBeCloseTo(held.interactions, 6);
    expect(bins.at(-1)!.observed).toBeGreaterThan(bins[0]!.observed + 0.3);

    expect(result.groups['cold-items']!['ndcg@10']).toBeLessThan(result.groups['warm-items']!['ndcg@10']!);
    const again = await evaluate(backend, model, split, 'test', { ...options, bootstrap: 0 }, hooks);
    expect(again.metrics).toEqual(result.metrics);

    const report = JSON.stringify(composeReport(finishedRun({ calibration: bins }), 'zh'));
    expect(report).toContain('概率校准');
    const theme = {
      ink: '#000',
      inkSoft: '#333',
      hairline: '#ccc',
      surface: '#fff',
      accent: '#00f',
      series: [],
      font: 'x',
    };
    const words = { expected: 'e', observed: 'o', pairs: 'p', ideal: 'i' };
    expect(calibrationOption({ bins, ...words }, theme as never).series).toHaveLength(2);
  },
);

test('a model without probabilities says so and keeps its other figures', async () => {
  const { train, test: held } = smallStore(isHeld, { customers: 40, items: 50, interactions: 400 });
  const split = { name: 'fixed', train, validation: null, test: held, candidates: null, warnings: [] };
  const model = await fitted('popularity', {}, train, backend);
  const result = await evaluate(backend, model, split, 'test', options, hooks);
  expect(result.warnings.map(({ code }) => code)).toContain('evaluation.no-probabilities');
  expect(Object.keys(result.metrics)).toEqual(['ndcg@10']);
  expect(result.calibration).toBeNull();
});
