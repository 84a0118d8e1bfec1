import type { Page } from 'playwright';
import { expect } from 'vitest';
import { en } from '../../src/app/i18n/en';
import type { ExperimentInput } from '../../src/lab/experiment';
import { encodeExperiment } from '../../src/lab/url';

/** A network on a store so small that an epoch takes a moment on a software adapter. */
export const SMALL: ExperimentInput = {
  version: 1,
  name: 'small network',
  data: { source: 'simulated', store: { customers: 200, items: 120, interactions: 4000, ratedShare: 1 } },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'mlp', params: { hidden: [16] } },
  training: { epochs: 5, batchSize: 64 },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae'] },
};

/** The same for so long that it is certainly still going on. */
export const ENDLESS: ExperimentInput = {
  ...SMALL,
  name: 'endless',
  training: { epochs: 100_000, batchSize: 16 },
};

/** The part of the address that opens the page on an experiment. */
export function link(experiment: ExperimentInput): string {
  return `#experiment=${encodeExperiment(experiment)}`;
}

/** Drops files on the middle of the window, as a file manager does. */
export async function drop(page: Page, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const given = Object.entries(files).map(([name, content]) => ({
    name,
    base64: Buffer.from(content).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all)
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    return data;
  }, given);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('main', type, { dataTransfer: transfer });
}

/** The name of the data set and its counts, as the top bar shows them. */
export function dataInUse(page: Page) {
  return page.getByRole('banner').getByRole('button').filter({ hasText: /\d/ }).first();
}

/** Waits until a data set is in use; returns its name and counts. */
export async function opened(page: Page): Promise<string> {
  await expect
    .poll(() => dataInUse(page).textContent(), { timeout: 60_000 })
    .toMatch(/[\d,]+ (users|位用户)|用户/);
  return (await dataInUse(page).innerText()).trim();
}

export async function go(page: Page, place: keyof typeof en.places): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: en.places[place] }).click();
}

/** Waits until the page can run, presses Run, and returns when the run can be controlled. */
export async function startRun(page: Page): Promise<void> {
  const run = page.getByRole('button', { name: en.experiment.run, exact: true });
  await expect.poll(() => run.isEnabled(), { timeout: 120_000 }).toBe(true);
  await run.click();
  await control(page, 'pause').waitFor({ timeout: 60_000 });
}

/** A control of the run in view. */
export function control(page: Page, name: 'pause' | 'resume' | 'step' | 'stopAndKeep' | 'cancel') {
  return page
    .getByRole('group', { name: en.run.controls })
    .getByRole('button', { name: en.run[name], exact: true });
}

/** Turns the training loss into its table, whose rows `lossPoints` counts. */
export async function showLossTable(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: en.chart.more(en.run.lossTitle) });
  await expect.poll(() => more.isEnabled(), { timeout: 120_000 }).toBe(true);
  await more.click();
  await page.getByRole('menuitem', { name: en.chart.table }).click();
}

/** Rows of the training loss so far: one an epoch, under a head. */
export async function lossPoints(page: Page): Promise<number> {
  const rows = await page.getByRole('region', { name: en.run.lossTitle }).getByRole('row').count();
  return Math.max(0, rows - 1);
}
