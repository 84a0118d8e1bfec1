import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import type { ReplayRecord } from '../../src/lab/replay/record';
import { go, link, opened, SMALL } from './actions';
import { findings } from './looks';
import { workbenches } from './workbench';

const open = workbenches();
const words = en.live;

/** A stream long enough that a person can step in while it flows. */
const LONG = {
  ...SMALL,
  data: { source: 'simulated', store: { customers: 2000, items: 1000, interactions: 60_000 } },
} as const;

async function startReplay(page: Page): Promise<void> {
  const run = page.getByRole('button', { name: words.run });
  await expect.poll(() => run.isEnabled(), { timeout: 120_000 }).toBe(true);
  await run.click();
}

function control(page: Page, name: 'pause' | 'resume' | 'step' | 'stopAndKeep' | 'cancel') {
  return page
    .getByRole('group', { name: en.run.controls })
    .getByRole('button', { name: en.run[name], exact: true });
}

async function saved(page: Page, format: keyof typeof words.formats): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('group', { name: words.save })
      .getByRole('button', { name: words.formats[format], exact: true })
      .click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

describe('a replay in the page', () => {
  it('goes from the form to figures, tests in words and files', async () => {
    const { page } = await open({}, link(SMALL));
    await opened(page);
    await go(page, 'live');
    await page.getByRole('button', { name: words.remove('Incremental matrix factorisation') }).click();
    await page.getByLabel(words.add).selectOption('user-knn');
    const popularity = page.getByRole('group', { name: 'Popularity' });
    await popularity.getByLabel(words.fields.refit.label, { exact: true }).selectOption('every');
    await popularity.getByLabel(words.fields.refitEvery.label, { exact: true }).fill('1000');
    await popularity.getByLabel(words.fields.refitWindow.label, { exact: true }).fill('500');
    await page.getByLabel(words.fields.limit.label, { exact: true }).fill('3000');
    await page.keyboard.press('Tab');
    expect(await findings(page)).toEqual([]);
    await startReplay(page);
    const save = page.getByRole('group', { name: words.save });
    await save.waitFor({ timeout: 240_000 });

    const record = JSON.parse(await saved(page, 'json')) as ReplayRecord;
    expect(record.models.map(({ key }) => key)).toEqual(['popularity', 'item-knn', 'user-knn']);
    expect(record.data.events).toBe(3000);
    expect(record.comparisons).toHaveLength(3);
    const refit = { why: 'schedule', learned: 500 };
    expect(record.models[0]!.refits).toMatchObject([
      { ...refit, began: 1000, swapped: 1026 },
      { ...refit, began: 2000, swapped: 2026 },
      { ...refit, began: 3000, swapped: null },
    ]);
    const refits = page.getByRole('region', { name: words.refits });
    await refits.getByText(words.refitTimes('popularity', '3'), { exact: true }).waitFor();
    await refits.getByText(words.refitDone('2,026')).waitFor();
    await page.getByText(words.refitMarks, { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);

    // What the page shows is what the record says.
    const figures = page.getByRole('region', { name: words.figures }).getByRole('row');
    const shown = await figures.nth(1).innerText();
    expect(shown).toContain('popularity');
    expect(shown).toContain(record.models[0]!.metrics['recall@10']!.toFixed(4).replace(/^0/, '0'));
    const [pair] = record.comparisons;
    const [a, b] =
      pair!.onlySecond > pair!.onlyFirst ? [pair!.second, pair!.first] : [pair!.first, pair!.second];
    const sentence = pair!.adjusted < 0.05 ? words.better(a, b) : words.same(a, b);
    await page.getByText(sentence, { exact: true }).waitFor();

    const curves = (await saved(page, 'csv')).trim().split(/\r?\n/);
    expect(curves[0]).toBe('model,event,timestamp,recall@10,rmse');
    expect(curves).toHaveLength(1 + record.models.reduce((sum, { series }) => sum + series.length, 0));
    expect(await saved(page, 'html')).toContain('<svg');
    expect(await saved(page, 'markdown')).toContain('item-knn');
  });

  it('stands still when told, takes one step, and keeps what it has when it is stopped', async () => {
    const { page } = await open({}, link(LONG));
    await opened(page);
    await go(page, 'live');
    await startReplay(page);
    await control(page, 'pause').click({ timeout: 120_000 });
    await control(page, 'step').waitFor({ timeout: 60_000 });
    await page.getByText(en.run.states.paused, { exact: true }).first().waitFor();
    await control(page, 'step').click();
    // A jump ahead, while it stands still; then slowly on, so that nothing more is learned.
    const position = page.getByLabel(words.position, { exact: true });
    await position.fill('15000');
    await expect
      .poll(() => position.getAttribute('aria-valuetext'), { timeout: 60_000 })
      .toContain('event 15,000 of');
    await page.getByText(en.run.states.paused, { exact: true }).first().waitFor();
    await page.getByLabel(words.speed, { exact: true }).selectOption('1');
    await control(page, 'resume').click();
    await control(page, 'stopAndKeep').click();
    await page.getByText(en.run.states.stopped, { exact: true }).first().waitFor({ timeout: 60_000 });
    const record = JSON.parse(await saved(page, 'json')) as ReplayRecord;
    expect(record.outcome).toBe('stopped');
    expect(record.models[0]!.judged).toBeLessThan(record.data.events);
    expect(record.jumps).toHaveLength(1);
  });

  it('follows the store that goes on for ever through a flash sale', async () => {
    const { page } = await open({}, link(SMALL));
    await opened(page);
    await go(page, 'live');
    await page.getByLabel(words.fields.source.label, { exact: true }).selectOption('endless');
    await page.getByLabel(words.speed, { exact: true }).selectOption('');
    await startReplay(page);
    const sale = page.getByRole('group', { name: words.flashSale });
    await sale.getByLabel(words.flashSale, { exact: true }).selectOption('Electronics / Audio');
    await sale.getByRole('button', { name: words.startSale }).click({ timeout: 60_000 });
    await page.getByRole('figure', { name: words.saleTitle }).waitFor({ timeout: 60_000 });
    await control(page, 'stopAndKeep').click();
    const record = JSON.parse(await saved(page, 'json')) as ReplayRecord;
    expect(record.replay.stream.sales).toMatchObject([{ category: 'Electronics / Audio', hours: 12 }]);
    expect(record.data.events).toBeGreaterThan(0);
  });

  it('says at its field what the lab does not accept', async () => {
    const { page } = await open({}, link(SMALL));
    await opened(page);
    await go(page, 'live');
    const length = page.getByLabel(words.fields.topN.label, { exact: true });
    await length.fill('0');
    await page.keyboard.press('Tab');
    await startReplay(page);
    await expect.poll(() => length.getAttribute('aria-invalid'), { timeout: 60_000 }).toBe('true');
  });
});
