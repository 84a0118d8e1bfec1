import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { Baskets } from '../../src/ranking/basket/association';
import { complements, completeUnderBudget } from '../../src/ranking/basket/complements';

const baskets = new Baskets();
for (const basket of [
  [0, 1],
  [0, 1, 2],
  [0, 3],
  [2, 3],
  [0, 1, 1],
])
  baskets.add(basket);

describe('association', () => {
  test('counts baskets, not lines', () => {
    expect(baskets.count).toBe(5);
    expect([0, 1, 2, 3].map((item) => baskets.frequency(item))).toEqual([4, 3, 2, 2]);
    expect(baskets.together(0, 1)).toBe(3);
  });

  test('confidence and lift follow their definitions', () => {
    const rule = baskets.rule(0, 1);
    expect(rule.confidence).toBeCloseTo(3 / 4, 12);
    expect(rule.lift).toBeCloseTo(3 / 4 / (3 / 5), 12);
    expect(baskets.rulesFrom(0, 2).map(({ consequent }) => consequent)).toEqual([1]);
  });
});

describe('complements', () => {
  test('leave out the basket and follow the shrunken cosine', () => {
    const list = complements(baskets, [0, 2], 5);
    expect(list.map(({ item }) => item)).not.toContain(0);
    expect(list.find(({ item }) => item === 1)!.score).toBeCloseTo(
      3 / (Math.sqrt(12) + 10) + 1 / (Math.sqrt(6) + 10),
      12,
    );
  });
});

describe('completing a basket under a budget', () => {
  test('is the best choice of all, and never over the budget', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed, 'knapsack');
      const proposals = Array.from({ length: 9 }, (_, item) => ({ item, score: random.uniform() }));
      const prices = proposals.map(() => Math.round(random.uniform() * 3000) / 100);
      const budget = Math.round(random.uniform() * 6000) / 100;
      const most = 1 + random.below(4);
      const chosen = completeUnderBudget(proposals, (item) => prices[item]!, budget, most);
      const cents = (items: readonly { item: number }[]) =>
        items.reduce((sum, { item }) => sum + Math.round(prices[item]! * 100), 0);
      expect(cents(chosen)).toBeLessThanOrEqual(Math.round(budget * 100));
      expect(chosen.length).toBeLessThanOrEqual(most);
      let best = 0;
      for (let mask = 0; mask < 512; mask++) {
        const subset = proposals.filter(({ item }) => mask & (1 << item));
        if (subset.length > most || cents(subset) > Math.round(budget * 100)) continue;
        best = Math.max(
          best,
          subset.reduce((sum, { score }) => sum + score, 0),
        );
      }
      expect(chosen.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(best, 9);
    }
  });
});
