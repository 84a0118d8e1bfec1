import { describe, expect, test } from 'vitest';
import type { LocalizedText } from '../../src/language';
import { answer } from '../../src/ranking/assistant/answer';
import { intentOf } from '../../src/ranking/assistant/intent';
import { NEW_DIALOGUE, type AssistantShop, type Dialogue } from '../../src/ranking/assistant/shop';
import { Assortment } from '../../src/ranking/assortment';
import { Baskets } from '../../src/ranking/basket/association';
import { medianIntervals, reorders } from '../../src/ranking/basket/reorder';
import { indexItems } from '../../src/ranking/search/index';

describe('a sentence', () => {
  test.each([
    ['running shoes', 'search', 'running shoe', [], null, null],
    ['Show me some headphones under 300', 'search', 'headphone', [], null, 300],
    ['我想买跑步鞋', 'search', '跑步 鞋', [], null, null],
    ['300元以内的耳机', 'search', '耳机', [], null, 300],
    ['100到200元的帐篷', 'search', '帐篷', [], 100, 200],
    ['between 20 and 50', 'refine', '', [], 20, 50],
    ['cheaper', 'refine', '', ['cheaper'], null, null],
    ['something cheaper please', 'refine', '', ['cheaper'], null, null],
    ['便宜点', 'refine', '', ['cheaper'], null, null],
    ['有没有便宜一点的', 'refine', '', ['cheaper'], null, null],
    ['other brand', 'refine', '', ['other-brand'], null, null],
    ['换个品牌，便宜些', 'refine', '', ['cheaper', 'other-brand'], null, null],
    ['not this one', 'refine', '', ['not-this'], null, null],
    ['不要这个', 'refine', '', ['not-this'], null, null],
    ['换一批', 'refine', '', ['more'], null, null],
    ['What goes with my basket?', 'complements', '', [], null, null],
    ['这个搭配什么好', 'complements', '好', [], null, null],
    ['complete my basket under 200', 'complete', '', [], null, 200],
    ['200元以内凑单', 'complete', '', [], null, 200],
    ['What should I re-order now?', 'reorder', '', [], null, null],
    ['该补货什么了', 'reorder', '', [], null, null],
    ['现在该回购什么', 'reorder', '', [], null, null],
    ['帮我在200元内凑齐购物篮', 'complete', '', [], null, 200],
    ['该再买些什么了', 'reorder', '', [], null, null],
    ['something similar', 'substitutes', '', [], null, null],
    ['有没有类似的', 'substitutes', '', [], null, null],
    ['start over', 'start-over', '', [], null, null],
    ['重新开始', 'start-over', '', [], null, null],
  ] as const)('“%s” asks to %s', (sentence, act, query, refinements, minPrice, maxPrice) => {
    const intent = intentOf(sentence);
    expect(intent).toEqual({ act, query: intent.query, refinements, minPrice, maxPrice });
    // Dictionaries of engines differ in how they cut Chinese; the characters are the same.
    expect(intent.query.replaceAll(' ', '')).toBe(query.replaceAll(' ', ''));
  });
});

const text = (en: string, zh: string): LocalizedText => ({ en, zh });
const [kitchen, sports] = [text('Kitchen', '厨房'), text('Sports', '运动')];
const [lotus, river] = [text('Lotus', '莲花'), text('River', '河')];
const ITEMS: readonly (readonly [string, string, LocalizedText, LocalizedText, number])[] = [
  ['Ceramic tea cup', '陶瓷茶杯', kitchen, lotus, 30],
  ['Glass tea cup', '玻璃茶杯', kitchen, river, 20],
  ['Steel tea cup', '不锈钢茶杯', kitchen, lotus, 10],
  ['Teapot', '茶壶', kitchen, lotus, 80],
  ['Running shoes', '跑步鞋', sports, river, 300],
  ['Saucer', '茶碟', kitchen, river, 15],
];
const metadata = {
  titles: ITEMS.map(([en, zh]) => text(en, zh)),
  categories: ITEMS.map(([, , category]) => [category]),
  brands: ITEMS.map(([, , , brand]) => brand),
  prices: Float32Array.from(ITEMS, ([, , , , price]) => price),
};
const assortment = new Assortment(ITEMS.length, metadata);
const index = indexItems(ITEMS.length, metadata);
const baskets = new Baskets();
for (const basket of [[0, 3, 5], [0, 3], [0, 5], [1, 3], [4], [4, 2]]) baskets.add(basket);

function shop(basket: readonly number[] = [], gone: readonly number[] = []): AssistantShop {
  return {
    assortment,
    baskets,
    basket,
    search: (query, count) => index.search(query, count),
    recommended: (count) => ITEMS.map((_, item) => ({ item, score: -item })).slice(0, count),
    alike: (item, count) =>
      ITEMS.map((_, other) => ({ item: other, score: assortment.likeness(item, other) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.item - b.item)
        .slice(0, count),
    because: () => null,
    available: (item) => !gone.includes(item),
    reorders: (count) => reorders(new Map([[2, [0, 30 * DAY, 60 * DAY]]]), () => null, 95 * DAY, count),
    money: (amount) => `¥${amount.toFixed(2)}`,
  };
}
const DAY = 86_400;

/** The items of each answer in turn. */
function talk(sentences: readonly string[], asked = shop()): number[][] {
  let dialogue: Dialogue = NEW_DIALOGUE;
  return sentences.map((sentence) => {
    const reply = answer(asked, dialogue, sentence);
    dialogue = reply.dialogue;
    return reply.items.map(({ item }) => item);
  });
}

describe('the assistant', () => {
  test('finds, and narrows by price, brand and item, in both languages', () => {
    for (const sentences of [
      ['tea cup', 'cheaper', 'other brand', 'start over', 'tea cup under 25'],
      ['茶杯', '便宜点', '换个品牌', '重新开始', '25元以内的茶杯'],
    ]) {
      const [all, cheaper, other, started, under] = talk(sentences);
      expect(new Set(all)).toEqual(new Set([0, 1, 2]));
      const price = assortment.price(all![0]!);
      expect(cheaper).toEqual(all!.filter((item) => assortment.price(item) < price));
      for (const item of other!) expect(assortment.brand(item)).not.toBe(assortment.brand(cheaper![0]!));
      expect(started).toEqual([]);
      expect(new Set(under)).toEqual(new Set([1, 2]));
    }
  });

  test('drops what is turned down, and never shows what rules exclude', () => {
    const [all, rest] = talk(['tea cup', 'not this']);
    expect(rest).toEqual(all!.slice(1));
    expect(talk(['tea cup', 'cheaper'], shop([], [2])).flat()).not.toContain(2);
  });

  test('says the conditions and that nothing is left; “this” stays what it was', () => {
    const first = answer(shop(), NEW_DIALOGUE, 'tea cup under 5');
    expect(first.items).toEqual([]);
    expect(first.text.en).toContain('up to ¥5.00');
    expect(first.text.zh).toContain('不超过 ¥5.00');
    const found = answer(shop(), NEW_DIALOGUE, 'teapot');
    const nothing = answer(shop(), found.dialogue, 'cheaper');
    expect(nothing.dialogue.shown).toEqual(found.dialogue.shown);
  });

  test('names what goes with the basket, with confidence and lift', () => {
    const { items, text: said } = answer(shop([0]), NEW_DIALOGUE, 'what goes with my basket?');
    expect(items.map(({ item }) => item)).toEqual([5, 3]);
    // 0 is in three of six baskets, 5 in two, both in two: confidence 2/3, lift 2.
    expect(items[0]!.reason.en).toBe('In 2 baskets with “Ceramic tea cup”: confidence 67%, lift 2.0.');
    expect(items[0]!.reason.zh).toBe('与“陶瓷茶杯”同在 2 个购物篮中：置信度 67%，提升度 2.0。');
    expect(said.zh).toBe('与“陶瓷茶杯”搭配：');
    expect(answer(shop(), NEW_DIALOGUE, '搭配什么').text.zh).toContain('购物车是空的');
  });

  test('completes a basket within the budget, and asks for one', () => {
    const { items } = answer(shop([0]), NEW_DIALOGUE, 'complete my basket under 90');
    expect(items.map(({ item }) => item)).toEqual([5]);
    expect(answer(shop([0]), NEW_DIALOGUE, '95元以内凑单').items).toHaveLength(2);
    expect(answer(shop([0]), NEW_DIALOGUE, '凑单').text.zh).toContain('预算');
  });

  test('puts something else in the place of an item', () => {
    const found = answer(shop(), NEW_DIALOGUE, 'teapot');
    const { items } = answer(shop(), found.dialogue, 'something similar but cheaper');
    for (const { item } of items) expect(assortment.price(item)).toBeLessThan(80);
    expect(items[0]!.reason.en).toBe('Also Kitchen, the same brand, Lotus, ¥50.00 less.');
  });

  test('knows what is due again', () => {
    const { items } = answer(shop(), NEW_DIALOGUE, '该补什么了');
    expect(items).toEqual([
      {
        item: 2,
        reason: {
          en: 'Bought 3 times, about every 30 days; the last time 35 days ago.',
          zh: '买过 3 次，约每 30 天一次；上次是 35 天前。',
        },
      },
    ]);
  });
});

describe('re-ordering', () => {
  test('takes the own interval, else that of others, and gives up what is long overdue', () => {
    const purchases = new Map([
      [0, [0, 10 * DAY]],
      [1, [0]],
      [2, [0, DAY / 2]],
      [3, [0, 2 * DAY]],
    ]);
    const found = reorders(purchases, (item) => (item === 1 ? 15 * DAY : null), 25 * DAY, 9);
    expect(found.map(({ item, own, due }) => [item, own, due])).toEqual([
      [0, true, 1.5],
      [1, false, 25 / 15],
    ]);
  });

  test('medians over shoppers', () => {
    const shoppers = [[0, 4 * DAY, 10 * DAY], [0], [0, 8 * DAY]].map((times) => new Map([[7, times]]));
    expect(medianIntervals(shoppers)).toEqual(new Map([[7, 6 * DAY]]));
    expect(medianIntervals([new Map([[7, [0]]])])).toEqual(new Map());
  });
});
