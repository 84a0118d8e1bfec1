import { afterAll, beforeAll, expect, test } from 'vitest';
import '../../src/app/run/run-details';
import { language } from '../../src/app/state/settings';
import type { Lab } from '../../src/lab/api';
import { openLab } from '../../src/lab/client';
import type { ExperimentInput } from '../../src/lab/experiment';
import type { RunRecord } from '../../src/lab/record';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** Every one of 200 users rated every one of 40 items: a fifth is held out, and dense tiles pay all the same. */
const lines = Array.from({ length: 8000 }, (_, i) => `u${i % 200},i${Math.floor(i / 200)},${1 + (i % 5)}`);
const dense: ExperimentInput = {
  version: 1,
  data: { source: 'text', text: ['user,item,rating', ...lines].join('\n'), format: 'csv' },
  split: { protocol: 'random', testRatio: 0.2 },
  model: { name: 'user-knn', params: { neighbours: 5 } },
  evaluation: { task: 'ranking', metrics: ['ndcg'], cutoffs: [10], baselines: false },
};

async function recordOf(change: Partial<ExperimentInput>): Promise<RunRecord> {
  const run = await lab.run({ ...dense, ...change });
  await run.release();
  return run;
}

async function shown(record: RunRecord): Promise<string> {
  const details = document.createElement('cf-run-details');
  details.record = record;
  document.body.append(details);
  await details.updateComplete;
  const text = details.shadowRoot!.textContent.replaceAll(/\s+/g, ' ');
  details.remove();
  return text;
}

test('the record of a run names how neighbours were found and why so, and the page shows it in both languages', async () => {
  const byTiles = await recordOf({});
  expect(byTiles.neighboursBy).toEqual([{ by: 'dense-tiles', because: 'work' }]);
  language.set('en');
  expect(await shown(byTiles)).toContain(
    'neighbours by Dense tiles on the device: expected to take less time',
  );
  language.set('zh');
  expect(await shown(byTiles)).toContain('近邻计算 设备上的稠密分块：预计耗时更少');
  language.set('en');

  const weighted = { name: 'user-knn', params: { neighbours: 5, featureWeighting: 'bm25' } };
  const merged = await recordOf({ model: weighted });
  expect(merged.neighboursBy).toEqual([{ by: 'row-merge', because: 'rounding' }]);

  const rating = { task: 'rating' as const, metrics: ['rmse'], baselines: false };
  expect((await recordOf({ evaluation: rating })).neighboursBy).toEqual([
    { by: 'row-merge', because: 'ratings' },
  ]);
});
