import axe from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { zh } from '../../src/app/i18n/zh';
import { link, opened, SMALL } from './actions';
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

/** WCAG 2.2 AA and best practices; each finding as rule and the elements it names. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
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

/** Elements wider than the window, and buttons and labels whose words do not fit into them. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const name = `${element.localName} ${element.textContent.trim().slice(0, 40)}`;
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
        if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.querySelector('table'))
          found.push(`scrolls sideways: ${name}`);
        const { right, width } = element.getBoundingClientRect();
        if (width > 0 && right > innerWidth + 1 && !element.closest('.scroll'))
          found.push(`outside: ${name}`);
        if (element.matches('button, h2, h3, label') && element.scrollWidth > element.clientWidth + 1)
          if (getComputedStyle(element).textOverflow !== 'ellipsis') found.push(`cut off: ${name}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page itself scrolls sideways');
    return found;
  });
}

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
