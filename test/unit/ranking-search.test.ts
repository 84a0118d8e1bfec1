import { describe, expect, test } from 'vitest';
import { indexItems } from '../../src/ranking/search/index';
import { learnWeights, personalise, searchFeatures } from '../../src/ranking/search/personal';
import { tokens, tokensOfEach } from '../../src/data/tokens';

describe('tokens', () => {
  test.each([
    ['Set of 6 Tea-Cups, GLASS', ['set', '6', 'tea', 'cup', 'glass']],
    ['ＵＳＢ 充电线 2米', ['usb', '充电', '线', '2', '米']],
    ['boxes berries dress', ['box', 'berry', 'dress']],
    ['的 the', []],
    ['', []],
    [
      "Women's Dr.Martens 3.5 cm, 1,000 ml: a_b _ 3;4",
      ["women's", 'dr', 'marten', '3.5', 'cm', '1,000', 'ml', 'a_b', '3', '4'],
    ],
    ['node.js Node.js教程 USB:C线', ['node', 'js', 'node', 'js', '教程', 'usb', 'c', '线']],
    ['Café Crème\n咖啡 mug', ['café', 'crème', '咖啡', 'mug']],
  ])('of “%s”', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('of Chinese without blanks are words, where dictionaries differ in the last of them', () => {
    const words = tokens('男士运动鞋夏季透气');
    expect(words.join('')).toBe('男士运动鞋夏季透气');
    expect(words[0]).toBe('男士');
    expect(words).toContain('夏季');
  });

  test('of many texts are those of each', () => {
    const titles = [
      '陶瓷茶杯 350 毫升',
      '男士运动鞋夏季透气',
      'ＵＳＢ 充电线',
      '',
      'Glass cup',
      '……',
      '陶瓷茶杯',
    ];
    const texts = Array.from({ length: 20_000 }, (_, at) => `${titles[at % titles.length]} ${at % 977}号`);
    const sample = texts.slice(0, 100);
    expect(tokensOfEach(texts).slice(0, 100)).toEqual(sample.map(tokens));
    expect(tokensOfEach(texts.slice(9_900))).toEqual(tokensOfEach(texts).slice(9_900));
  });
});

const text = (en: string, zh: string) => ({ en, zh });
const metadata = {
  titles: [
    text('Ceramic tea cup', '陶瓷茶杯'),
    text('Running shoes', '跑步鞋'),
    text('Tea towel', '茶巾'),
    text('Glass cup', '玻璃杯'),
  ],
  categories: [
    [text('Kitchen', '厨房')],
    [text('Sports', '运动')],
    [text('Kitchen', '厨房')],
    [text('Kitchen', '厨房')],
  ],
  brands: [text('Lotus', '莲花'), null, null, text('Clearwater', '清水')],
  prices: null,
};
const index = indexItems(4, metadata);
const found = (query: string) => index.search(query, 10).map(({ item }) => item);

describe('the index', () => {
  test('finds in both languages, title before category', () => {
    expect(found('tea cup')[0]).toBe(0);
    expect(found('跑步')).toEqual([1]);
    expect(new Set(found('厨房'))).toEqual(new Set([0, 2, 3]));
  });

  test('finds by brand, by prefix and with a wrong letter', () => {
    expect(found('lotus')).toEqual([0]);
    expect(found('cerami')).toEqual([0]);
    expect(found('runing')).toEqual([1]);
  });

  test('finds nothing for nothing', () => {
    expect(found('')).toEqual([]);
    expect(found('的')).toEqual([]);
    expect(found('xylophone')).toEqual([]);
  });
});

describe('personal order', () => {
  const candidates = index.search('cup', 10);

  test('follows relevance or preference as weighted', () => {
    const preference = (item: number) => (item === 3 ? 1 : 0);
    expect(personalise(candidates, preference, [0, 1])[0]!.item).toBe(3);
    expect(personalise(candidates, preference, [1, 0]).map(({ item }) => item)).toEqual(
      candidates.map(({ item }) => item),
    );
  });

  test('features lie in [0, 1]', () => {
    const features = searchFeatures(candidates, (item) => item * 7 - 3).flat();
    expect(Math.min(...features)).toBe(0);
    expect(Math.max(...features)).toBe(1);
  });

  test('weights are the minimum of the regularised pairwise loss', () => {
    const pairs = Array.from({ length: 40 }, (_, i) => ({
      clicked: [Math.sin(i) ** 2, Math.cos(i * 1.7) ** 2],
      skipped: [Math.cos(i) ** 2, 0.3 * Math.sin(i * 0.7) ** 2],
    }));
    const [prior, lambda] = [[1, 0], 0.5];
    const loss = (w: readonly number[]) =>
      pairs.reduce(
        (sum, { clicked, skipped }) =>
          sum + Math.log1p(Math.exp(-w.reduce((s, x, f) => s + x * (clicked[f]! - skipped[f]!), 0))),
        0,
      ) +
      lambda * w.reduce((s, x, f) => s + (x - prior[f]!) ** 2, 0);
    const weights = learnWeights(pairs, prior, lambda);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      expect(loss([weights[0]! + dx * 1e-3, weights[1]! + dy * 1e-3])).toBeGreaterThan(loss(weights));
    }
    expect(learnWeights([], prior)).toEqual(prior);
  });
});
