import { describe, expect, test } from 'vitest';
import { workbenches } from './workbench';

const open = workbenches();

describe('the notebook on user-based prediction', () => {
  test('computes by kernel what it computes by hand, and draws its chart, without the network', async () => {
    const { page } = await open({}, 'notebooks/user-based-by-hand.html');
    const rows = page.locator('#comparison tbody tr');
    await rows.first().waitFor({ timeout: 60_000 });
    const figures = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].slice(1).map((cell) => cell.textContent)),
    );
    expect(figures).toEqual([
      ['4.0000', '4.0000'],
      ['4.6667', '4.6667'],
    ]);
    await expect.poll(() => page.locator('main').innerText()).toContain('2.88');
    await page.locator('#chart-note').waitFor({ timeout: 150_000 });
    // Two lines of four points each.
    expect(await page.locator('figure svg g[aria-label="line"] path').count()).toBe(2);
    expect(await page.locator('.observablehq--error').count()).toBe(0);
  });
});
