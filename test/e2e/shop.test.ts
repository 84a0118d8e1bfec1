import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/app/i18n/en';
import { zh } from '../../src/app/i18n/zh';
import { link, opened, SMALL } from './actions';
import { findings, overflowing } from './looks';
import { workbenches } from './workbench';

const open = workbenches();

async function openShop(page: Page, words: typeof en): Promise<void> {
  await opened(page);
  await page.getByRole('navigation').getByRole('button', { name: words.places.live }).click();
  await page.getByRole('tab', { name: words.shop.tabs.shop }).click();
  await page.getByRole('button', { name: words.shop.open }).click();
  await page
    .getByRole('region', { name: words.shop.shelves['for-you'], exact: true })
    .waitFor({ timeout: 60_000 });
}

/** The titles on a shelf, in order. */
function titles(page: Page, shelf: string): Promise<string[]> {
  return page.getByRole('region', { name: shelf, exact: true }).locator('.title').allInnerTexts();
}

describe('a shopper in the page', () => {
  it('looks, takes back, asks, narrows, fills the basket, buys, and sees why', async () => {
    const { page } = await open({}, link(SMALL));
    const words = en.shop;
    await openShop(page, en);
    const forYou = words.shelves['for-you'];
    await expect.poll(() => titles(page, forYou)).toHaveLength(12);
    const first = await titles(page, forYou);

    const welcome = page.getByRole('region', { name: words.welcome });
    await welcome.getByRole('button').last().click();
    await welcome.getByRole('button', { pressed: true }).waitFor();
    await expect.poll(() => titles(page, forYou)).not.toEqual(first);
    await welcome.getByRole('button', { pressed: true }).click();
    await expect.poll(() => titles(page, forYou)).toEqual(first);

    const log = page.getByRole('list', { name: words.log });
    await page.getByRole('button', { name: words.look(first[2]!), exact: true }).click();
    await log.getByText(first[2]!).waitFor();
    await page.getByRole('heading', { name: words.alikeTo(first[2]!) }).waitFor();
    await expect.poll(() => titles(page, forYou)).not.toEqual(first);
    await log.getByRole('button').first().click();
    await expect.poll(() => titles(page, forYou)).toEqual(first);
    await page.getByText(words.logEmpty).waitFor();

    await page.getByRole('tab', { name: words.views.assistant }).click();
    const talk = page.getByRole('log', { name: words.assistant });
    const say = async (sentence: string) => {
      const before = await talk.locator('.reply').count();
      await page.getByRole('textbox', { name: words.askLabel }).fill(sentence);
      await page.getByRole('button', { name: words.askButton, exact: true }).click();
      await expect.poll(() => talk.locator('.reply').count()).toBe(before + 1);
      return talk.locator('.turn').last();
    };
    const price = async (turn: Awaited<ReturnType<typeof say>>) =>
      (await turn.locator('strong').allInnerTexts()).map((text) => Number(text.replace('¥', '')));
    // Of some query the first answer is not the cheapest, so that there is something to narrow to.
    let dear = 0;
    for (const words of ['running shoes', 'tea', 'bag', '锅', '杯', 'shirt']) {
      const prices = await price(await say(words));
      dear = prices[0] ?? 0;
      if (Math.min(...prices) < dear) break;
    }
    const cheaper = await say('便宜点');
    expect(await cheaper.locator('li').count()).toBeGreaterThan(0);
    for (const each of await price(cheaper)) expect(each).toBeLessThan(dear);
    await cheaper.locator('li').first().getByRole('button', { name: words.add, exact: false }).last().click();
    const basket = page.getByRole('button', { name: words.basketOf('1') });
    await basket.click();
    expect(await (await say('what goes with my basket?')).locator('li').first().innerText()).toMatch(
      /confidence/,
    );
    await page.getByRole('button', { name: words.buy, exact: true }).click();
    await page.getByText(words.basketEmpty).waitFor();

    await page.getByRole('searchbox', { name: words.searchLabel }).fill('running shoes');
    await page.getByRole('button', { name: words.searchButton, exact: true }).click();
    await page.getByRole('heading', { name: /running shoes.*found/ }).waitFor();
    await page.getByRole('button', { name: words.clearSearch }).click();

    await page.getByRole('button', { name: words.newProduct, exact: true }).click();
    const form = page.getByRole('form', { name: words.newProduct });
    const kind = await page.locator('cf-shop-tile .kind').first().innerText();
    await form.getByLabel(words.productTitle).fill('Zebra quokka');
    await form.getByLabel(words.productCategory).fill(kind.split(' · ').at(-1)!);
    await form.getByRole('button', { name: words.introduce }).click();
    const products = page.getByRole('list', { name: words.products });
    await products.getByRole('button', { name: words.look('Zebra quokka') }).click();
    await page.getByRole('heading', { name: words.alikeTo('Zebra quokka') }).waitFor();
    await products.getByText(words.productGained('1', '0')).waitFor();
    await expect.poll(() => page.locator('cf-shop-tile .title').allInnerTexts()).toContain('Zebra quokka');
    await products.getByRole('button', { name: words.withdrawNamed('Zebra quokka') }).click();
    await expect
      .poll(() => page.locator('cf-shop-tile .title').allInnerTexts())
      .not.toContain('Zebra quokka');
    await page.getByRole('button', { name: words.newProduct, exact: true }).click();

    const [now] = await titles(page, forYou);
    await page.getByRole('button', { name: words.why(now!), exact: true }).click();
    await page.getByRole('heading', { name: words.whyHeading(now!) }).waitFor();
    await page.getByText(words.atPlace('1')).waitFor();
    await page.getByRole('button', { name: words.hide(now!), exact: true }).click();
    await expect.poll(() => titles(page, forYou)).not.toContain(now);

    await page.getByRole('tab', { name: words.views.steer }).click();
    await page.getByLabel(words.excluded).selectOption({ index: 1 });
    await page.getByRole('combobox', { name: words.promoteFind }).pressSequentially('t');
    await page.getByRole('listbox', { name: words.promoteFind }).getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel(words.promoteStrength).fill('1');
    await page.getByRole('slider', { name: words.controls.diversity.label }).fill('0.8');
    await page.getByRole('button', { name: words.measureDiversity }).click();
    await page.getByRole('heading', { name: words.diversityTitle }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: words.measureRegret }).click();
    await page.getByRole('heading', { name: words.regretTitle }).waitFor({ timeout: 60_000 });
    const ranking = page.getByRole('region', { name: en.ranking.title, exact: true });
    await ranking.getByText(en.ranking.settings, { exact: true }).click();
    await ranking.getByLabel(en.ranking.fields.lists.label).fill('500');
    await ranking.getByRole('button', { name: en.ranking.train }).click();
    await ranking.getByText(/later lists/).waitFor({ timeout: 60_000 });
    await expect.poll(() => ranking.getByLabel(en.ranking.title).inputValue()).toBe('network');
    await ranking.getByRole('cell', { name: en.ranking.by.network }).waitFor();
    await ranking.getByText(en.ranking.inUse, { exact: true }).waitFor();
    const [look] = (await titles(page, forYou)).slice(4);
    await page.getByRole('button', { name: words.look(look!), exact: true }).click();
    await ranking.getByText(en.ranking.learned('1', '4')).waitFor();
    await page.getByRole('tab', { name: words.views.seen }).click();
    await page.getByRole('region', { name: words.stages }).getByText(words.stage.diversity).waitFor();
    await page
      .getByRole('region', { name: words.stages })
      .getByText(en.ranking.by.network, { exact: true })
      .waitFor();
    await page.getByRole('region', { name: words.stages }).getByText('what the shop raises').waitFor();

    await page.getByRole('tab', { name: words.views.compare }).click();
    await page.getByRole('button', { name: words.startCompare, exact: true }).click();
    await page.getByRole('region', { name: words.modes.interleaved }).getByRole('button').first().click();
    await page.getByText(/: 1 click on/).waitFor();
    await page.getByRole('button', { name: words.crowd }).click();
    await page.getByText(/sign test p/).waitFor({ timeout: 60_000 });
  });

  it('finds the ranking network again after a reload, and is told what a file is that is none', async () => {
    const { page } = await open({}, link(SMALL));
    await openShop(page, en);
    const words = en.ranking;
    const ranking = page.getByRole('region', { name: words.title, exact: true });
    await page.getByRole('tab', { name: en.shop.views.steer }).click();
    await ranking.getByText(words.settings, { exact: true }).click();
    await ranking.getByLabel(words.fields.lists.label).fill('200');
    await ranking.getByLabel(words.fields.epochs.label).fill('2');
    await ranking.getByRole('button', { name: words.train }).click();
    await ranking.getByText(words.inUse, { exact: true }).waitFor({ timeout: 60_000 });
    await page.reload();
    await openShop(page, en);
    const offer = page.getByRole('region', { name: words.kept });
    await offer.getByRole('button', { name: words.use }).click();
    await page.getByRole('tab', { name: en.shop.views.steer }).click();
    await expect.poll(() => ranking.getByLabel(words.title).inputValue()).toBe('network');
    expect(await offer.count()).toBe(0);
    const buffer = Buffer.from('user,item');
    await ranking.getByLabel(words.load).setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('alert').getByText('log.csv').waitFor();
    await expect.poll(() => ranking.getByLabel(words.title).inputValue()).toBe('network');
    await ranking.getByRole('button', { name: words.forget }).click();
    await ranking.getByText(words.inUse, { exact: true }).waitFor({ state: 'detached' });
    await ranking.getByRole('button', { name: words.takeBack }).click();
    await ranking.getByRole('button', { name: words.use }).waitFor();
  });

  it('finds a shop that axe passes and that fits into 1024×700, in Chinese and in the dark', async () => {
    const viewport = { width: 1024, height: 700 };
    const { page } = await open(
      { locale: 'zh-CN', colorScheme: 'dark', viewport, reducedMotion: 'reduce' },
      link(SMALL),
    );
    await openShop(page, zh);
    await page.locator('cf-shop-tile').first().getByRole('button').first().click();
    await page.getByRole('list', { name: zh.shop.log }).getByRole('button').first().waitFor();
    await page.getByRole('button', { name: zh.shop.newProduct, exact: true }).click();
    expect([await findings(page), await overflowing(page)]).toEqual([[], []]);
    for (const name of Object.values(zh.shop.views)) {
      await page.getByRole('tab', { name, exact: true }).click();
      const side = page.locator('cf-shop-panel .side');
      expect([name, await findings(page, side), await overflowing(page)]).toEqual([name, [], []]);
    }
    const text = await page.locator('main').innerText();
    expect(/\b(Basket|Search|Popular|Undo)\b/.exec(text)).toBeNull();
  });
});
