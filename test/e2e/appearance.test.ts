import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { zh } from '../../src/app/i18n/zh';
import { link, opened, SMALL } from './actions';
import { findings, overflowing } from './looks';
import { workbenches } from './workbench';

const open = workbenches();
const PLACES = Object.keys(en.places) as (keyof typeof en.places)[];

async function places(page: Page, words: typeof en, visit: (place: string) => Promise<void>): Promise<void> {
  await opened(page);
  for (const place of PLACES) {
    await page.getByRole('navigation').getByRole('button', { name: words.places[place] }).click();
    await visit(place);
  }
}

describe.each([
  ['English', 'light', 'en-US', en],
  ['English', 'dark', 'en-US', en],
  ['Chinese', 'light', 'zh-CN', zh],
  ['Chinese', 'dark', 'zh-CN', zh],
] as const)('%s, %s', (_, colorScheme, locale, words) => {
  // One page for all, since opening it takes longer than looking at it.
  it('passes axe in every place, and at 1024×700 nothing scrolls sideways and no label is cut off', async () => {
    const { page } = await open({ colorScheme, locale, reducedMotion: 'reduce' }, link(SMALL));
    await places(page, words, async (place) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const wide = await findings(page);
      await page.setViewportSize({ width: 1024, height: 700 });
      expect([place, wide, await overflowing(page)]).toEqual([place, [], []]);
      if (words === zh) {
        const text = await page.locator('main').innerText();
        const english = Object.values(en.places).filter((word) => new RegExp(`\\b${word}\\b`).test(text));
        expect([place, english]).toEqual([place, []]);
      }
    });
  });
});

describe('language and colours', () => {
  it('change at a click and are remembered', async () => {
    const { page } = await open({ colorScheme: 'light' }, link(SMALL));
    await opened(page);
    const language = () =>
      page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']]);
    expect(await language()).toEqual(['en', 'light']);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: zh.frame.theme.auto }).click();
    await page.getByRole('button', { name: zh.frame.theme.light }).click();
    expect(await language()).toEqual(['zh-CN', 'dark']);
    await page.reload();
    expect(await language()).toEqual(['zh-CN', 'dark']);
    const rail = await page.getByRole('navigation').getByRole('button').allInnerTexts();
    expect(rail.map((text) => text.trim())).toEqual(PLACES.map((place) => zh.places[place]));
  });
});
