import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import type { SweepRecord } from '../../src/lab/sweep/record';
import type { ExperimentInput } from '../../src/lab/experiment';
import { control, go, link, opened, SMALL } from './actions';
import { findings } from './looks';
import { workbenches } from './workbench';

const open = workbenches();

/** Item k-NN on a small store: a trial takes a few hundredths of a second. */
const KNN: ExperimentInput = {
  version: 1,
  name: 'knn',
  data: {
    source: 'simulated',
    feedback: 'implicit',
    store: { customers: 300, items: 200, interactions: 8000 },
  },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'item-knn' },
  evaluation: { task: 'ranking', metrics: ['ndcg'], baselines: false },
};

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

describe('studies in the page', () => {
  // One page for all, since opening it takes longer than what is done there.
  it('reproduce what was published, search for settings across a reload, vary the seed, draw a learning curve and find a rate', async () => {
    const { page } = await open({}, link(KNN));
    await opened(page);
    await published(page);
    await go(page, 'experiment');
    await tuned(page);
    await keptFigures(page);
    await seeded(page);
    await curved(page);
    await rated(page);
  });
});

/** Says which file is missing, runs a row on given files, and saves the list. */
async function published(page: Page): Promise<void> {
  await go(page, 'reproduce');
  const table = page.getByRole('region', { name: 'ML-100K, split of MCRec' });
  await table.getByText('ml-100k/mcrec/ml-100k.train.rating').waitFor();
  const run = table.getByRole('button', { name: en.reproduce.runOf('Popularity'), exact: true });
  expect(await run.isEnabled()).toBe(false);

  // Any log under these names runs; only the published one would be reproduced.
  const rows = (from: number, to: number) =>
    Array.from({ length: 900 }, (_, i) => [i % 60, (i * 7 + Math.floor(i / 60) * 11) % 80])
      .slice(from, to)
      .map(([user, item]) => `${user}\t${item}\t1\n`)
      .join('');
  await page.locator('cf-reproduce-place input.files').setInputFiles([
    { name: 'ml-100k.train.rating', mimeType: 'text/plain', buffer: Buffer.from(rows(0, 700)) },
    { name: 'ml-100k.test.rating', mimeType: 'text/plain', buffer: Buffer.from(rows(700, 900)) },
  ]);
  await page.getByText(en.reproduce.taken(2)).waitFor();
  await run.click();
  await table.getByRole('button', { name: en.reproduce.againOf('Popularity') }).waitFor({ timeout: 60_000 });
  expect(await findings(page)).toEqual([]);
  const csv = (await saved(page, en.reproduce.csv)).trim().split(/\r?\n/);
  const measured = csv.find((line) => line.startsWith('ml-100k-mcrec/popularity,precision@10,'))!.split(',');
  expect(Number(measured[5])).toBeGreaterThan(0);
  expect(Number(measured[6])).toBeCloseTo(Number(measured[5]) - 0.1904, 12);
  expect(csv.filter((line) => line.includes('not-run')).length).toBeGreaterThan(50);
  expect(await saved(page, en.reproduce.markdown)).toContain('## ML-100K, split of MCRec');
}

/** Searches, is reloaded in the middle, goes on, measures the test part once, and puts its best setting into the form. */
async function tuned(page: Page): Promise<void> {
  await page.getByRole('tab', { name: en.views.tune }).click();
  await page.getByLabel(en.tune.fields.trials.label, { exact: true }).fill('50');
  await page.keyboard.press('Tab');
  const start = page.getByRole('button', { name: en.tune.start, exact: true });
  await expect.poll(() => start.isEnabled(), { timeout: 60_000 }).toBe(true);
  await start.click();

  // Held in its middle, then the page goes away.
  const trials = page.getByRole('region', { name: en.tune.table }).getByRole('row');
  await expect.poll(() => trials.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  await control(page, 'pause').click();
  await control(page, 'resume').waitFor({ timeout: 10_000 });
  const before = await trials.count();
  expect(before).toBeLessThan(51);
  await page.reload();
  await opened(page);
  await page.getByRole('tab', { name: en.views.tune }).click();
  await expect.poll(() => trials.count()).toBe(before);
  await page.getByRole('button', { name: en.run.goOn }).click();
  await page.getByRole('heading', { name: en.results.title }).waitFor({ timeout: 60_000 });
  expect(await findings(page)).toEqual([]);

  const record = JSON.parse(await saved(page, en.tune.json)) as SweepRecord;
  expect(record.trials.map(({ number }) => number)).toEqual([...Array(50).keys()]);
  const best = record.trials[record.best!]!;
  expect(best.score).toBe(Math.max(...record.trials.map(({ score }) => score!)));
  expect(record.test!.metrics['ndcg@10']).toBeGreaterThan(0);
  expect((await saved(page, en.tune.csv)).trim().split(/\r?\n/)).toHaveLength(51);

  await page.getByRole('button', { name: en.tune.use, exact: true }).click();
  const neighbours = page.locator('cf-model-section').getByLabel('Neighbours', { exact: true });
  await expect.poll(() => neighbours.inputValue()).toBe(String(best.parameters['model.params.neighbours']));
}

/** The figures that were reproduced before the reload are still there. */
async function keptFigures(page: Page): Promise<void> {
  await go(page, 'reproduce');
  await page.getByRole('button', { name: en.reproduce.againOf('Popularity') }).waitFor();
  await go(page, 'experiment');
}

/** Learns from parts of the training part, each contained in the next. */
async function curved(page: Page): Promise<void> {
  await page.getByRole('tab', { name: en.views.curve }).click();
  await page.getByLabel(en.curve.shares).fill('25, 50, 100');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: en.curve.start, exact: true }).click();
  const rows = page.getByRole('table').filter({ hasText: en.curve.interactions }).getByRole('row');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(4);
  const interactions = (await rows.allInnerTexts())
    .slice(1)
    .map((row) => Number(row.split('\t')[1]!.replaceAll(',', '')));
  expect(interactions[2]).toBe(5760);
  expect(interactions[0]! / 5760).toBeCloseTo(0.25, 2);
  expect(interactions[1]! / 5760).toBeCloseTo(0.5, 2);
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await page.getByRole('tab', { name: en.views.curve }).click();
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(4);
}

/** Runs two seeds, and saves what the table shows. */
async function seeded(page: Page): Promise<void> {
  await page.getByRole('tab', { name: en.views.seeds }).click();
  await page.getByRole('spinbutton', { name: en.seeds.count, exact: true }).fill('2');
  await page.getByRole('button', { name: en.seeds.start, exact: true }).click();
  const rows = page.getByRole('region', { name: en.seeds.each }).getByRole('row');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(3);
  const summary = page.getByRole('region', { name: en.seeds.summary }).getByRole('row').nth(1);
  await expect.poll(() => summary.innerText(), { timeout: 30_000 }).toContain(' ± ');
  const lines = (await saved(page, en.seeds.csv)).trim().split(/\r?\n/);
  expect(lines.map((line) => line.split(',')[0])).toEqual(['seed', '42', '43', 'mean', 'std']);
  const [a, b, mean] = [1, 2, 3].map((line) => Number(lines[line]!.split(',')[1]));
  expect(mean).toBeCloseTo((a! + b!) / 2, 12);
  expect(await findings(page)).toEqual([]);
}

/** Tests the rates of a small network and takes the one suggested into the form. */
async function rated(page: Page): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), link(SMALL));
  await page.reload();
  await opened(page);
  await page.getByRole('tab', { name: en.views.rates }).click();
  const start = page.getByRole('button', { name: en.rates.start, exact: true });
  await expect.poll(() => start.isEnabled(), { timeout: 60_000 }).toBe(true);
  await start.click();
  const use = page.getByRole('button', { name: en.rates.use, exact: true });
  await use.click({ timeout: 120_000 });
  await page.getByText(en.rates.used, { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
}
