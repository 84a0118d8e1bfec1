import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { control, dataInUse, ENDLESS, link, lossPoints, showLossTable, SMALL, startRun } from './actions';
import { mainThreadTasks } from './main-thread';
import { workbenches } from './workbench';

const open = workbenches();

describe('the first minute', () => {
  it('opens on the built-in store, and one click starts a chart that moves', async () => {
    const { page } = await open();
    await expect
      .poll(() => dataInUse(page).textContent(), { timeout: 120_000 })
      .toMatch(/Simulated store\s+[\d,]+ users, [\d,]+ items, [\d,]+ interactions/);
    await page.getByRole('button', { name: en.experiment.run, exact: true }).click();
    await showLossTable(page);
    await expect.poll(() => lossPoints(page), { timeout: 120_000 }).toBeGreaterThanOrEqual(1);
    await control(page, 'cancel').click();
    await page.getByText(en.run.states.cancelled, { exact: true }).first().waitFor();
  });

  it('ends with figures beside their intervals and baselines, and the model answers questions', async () => {
    const { page } = await open({}, link(SMALL));
    await startRun(page);
    await page.getByRole('heading', { name: en.results.title }).waitFor({ timeout: 120_000 });
    const table = page.getByRole('table').filter({ hasText: en.results.interval });
    const rmse = await table.getByRole('row').filter({ hasText: 'RMSE' }).textContent();
    const [value, low, high] = [...rmse!.matchAll(/\d\.\d+/g)].map(Number);
    expect(low!).toBeLessThan(value!);
    expect(high!).toBeGreaterThan(value!);
    await page.getByRole('heading', { name: en.ask.title }).waitFor();

    await page.getByRole('tab', { name: en.ask.similarities }).click();
    const nearest = page.getByRole('table').filter({ hasText: en.ask.rankThere });
    await expect.poll(() => nearest.count()).toBe(2);
    const before = await nearest.first().textContent();
    await page.getByRole('combobox', { name: en.ask.measureA, exact: true }).selectOption('pearson');
    await expect.poll(() => nearest.first().textContent()).not.toBe(before);
    // They keep their names once they are drawn.
    await page.getByRole('img', { name: en.ask.heatMap }).locator('canvas').first().waitFor();
    await page.getByRole('img', { name: en.ask.graph }).locator('canvas').first().waitFor();
  });
});

describe('a run can be held and ended', () => {
  it('pauses, makes one step, resumes, and keeps what it has when it is stopped', async () => {
    const { page } = await open({}, link(ENDLESS));
    await startRun(page);
    await showLossTable(page);
    await expect.poll(() => lossPoints(page), { timeout: 60_000 }).toBeGreaterThan(1);

    await control(page, 'pause').click();
    await control(page, 'resume').waitFor({ timeout: 10_000 });
    const held = await lossPoints(page);
    await page.waitForTimeout(1500);
    expect(await lossPoints(page)).toBe(held);

    await control(page, 'step').click();
    await expect.poll(() => control(page, 'resume').isEnabled()).toBe(true);
    expect(await lossPoints(page)).toBeLessThanOrEqual(held + 1);

    await control(page, 'resume').click();
    await expect.poll(() => lossPoints(page), { timeout: 30_000 }).toBeGreaterThan(held + 1);

    await control(page, 'stopAndKeep').click();
    await page.getByRole('heading', { name: en.results.title }).waitFor({ timeout: 60_000 });
    await page.getByText(en.run.states.stopped, { exact: true }).first().waitFor();
  });

  it('lets the page answer within 50 ms while it trains', async () => {
    const { page } = await open({}, link(ENDLESS));
    await startRun(page);
    await expect.poll(() => page.getByText(/samples\/s/).count(), { timeout: 60_000 }).toBeGreaterThan(0);
    const tasks = await mainThreadTasks(page.context().browser()!, page, () => page.waitForTimeout(8000));
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks.filter((milliseconds) => milliseconds > 50)).toEqual([]);
    await control(page, 'cancel').click();
  });

  it('says so when its worker dies, and the next run starts in a new one', async () => {
    const { page, errors } = await open({}, link(ENDLESS));
    await startRun(page);
    const [worker] = page.workers();
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory');
      });
    });
    const alert = page.getByRole('alert').filter({ hasText: 'out of memory' });
    await alert.first().waitFor({ timeout: 10_000 });
    await startRun(page);
    expect(page.workers()).toHaveLength(1);
    errors.length = 0;
  });
});
