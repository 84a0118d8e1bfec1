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
  it('passes axe in every place', async () => {
    const { page } = await open({ colorScheme, locale, reducedMotion: 'reduce' }, link(SMALL));
    await places(page, words, async (place) => expect([place, await findings(page)]).toEqual([place, []]));
  });

  it('is usable at 1024×700: nothing scrolls sideways, no label is cut off', async () => {
    const viewport = { width: 1024, height: 700 };
    const { page } = await open({ colorScheme, locale, viewport }, link(SMALL));
    await places(page, words, async (place) => {
      expect([place, await overflowing(page)]).toEqual([place, []]);
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

  it('leave no English word in the Chinese page but names and units', async () => {
    const { page } = await open({ locale: 'zh-CN' }, link(SMALL));
    await places(page, zh, async (place) => {
      const text = await page.locator('main').innerText();
      const shared = Object.values(en.places).filter((word) => new RegExp(`\\b${word}\\b`).test(text));
      expect([place, shared]).toEqual([place, []]);
    });
  });
});
