import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { compareRuns, compareWithAll } from '../../src/evaluation/compare';
import { holm } from '../../src/evaluation/significance';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { ExperimentInput } from '../../src/lab/experiment';
import { composeReport } from '../../src/report/compose';

const ranking: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store: { customers: 80, items: 60, interactions: 1200 } },
  model: { name: 'random' },
  evaluation: { metrics: ['ndcg', 'hit-rate'], cutoffs: [10], strongBaselines: true },
};

test('a run is held against popularity, item k-NN and EASE, and the tests stand in record and report', async () => {
  const record = await new Engine(new LabDevice(new CpuBackend(), 'cpu')).run('a', ranking, {}, () => {});
  expect(Object.keys(record.baselines)).toEqual(['popularity', 'item-knn', 'ease']);
  expect(Object.keys(record.againstBaselines!)).toEqual(['popularity', 'item-knn', 'ease']);
  const [ndcg, hits] = record.againstBaselines!['ease']!;
  expect(ndcg!.en).toMatch(
    /^On ndcg@10, EASE is better than Random \(difference −0\.\d+, p < 0\.001 after Holm/,
  );
  expect(hits!.zh).toContain('hit-rate@10');
  const report = JSON.stringify(composeReport(record, 'en'));
  expect(report).toContain('Against the baselines');
  expect(report).toContain(ndcg!.en);

  const own = await new Engine(new LabDevice(new CpuBackend(), 'cpu')).run(
    'b',
    { ...ranking, model: { name: 'item-knn' }, evaluation: { ...ranking.evaluation, task: 'ranking' } },
    {},
    () => {},
  );
  expect(Object.keys(own.baselines)).toEqual(['popularity', 'ease']);
});

test('several comparisons are one family', () => {
  const users = Array.from({ length: 60 }, (_, i) => i);
  const run = (shift: number) => ({
    users,
    perUser: { 'ndcg@10': users.map((u) => Math.sin(u * 7) ** 2 + shift * Math.cos(u) ** 2) },
  });
  const own = run(0);
  const others = { near: run(0.01), far: run(0.4), other: run(-0.02) };
  const compared = compareWithAll(own, others);
  const raw = Object.values(others).map((one) => compareRuns(own, one)[0]!.wilcoxon.p);
  expect(Object.values(compared).map(([one]) => one!.adjustedP)).toEqual(holm(raw));
  expect(compared['far']![0]!.better).toBe('b');
});
