import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { Candidate } from '../../src/ranking/candidate';
import { recommend, type EngineOptions, type RecallSource } from '../../src/ranking/engine';
import { epsilonGreedy } from '../../src/ranking/explore/epsilon-greedy';
import { LinUcb } from '../../src/ranking/explore/lin-ucb';
import { ThompsonSampling } from '../../src/ranking/explore/thompson';
import { noRules } from '../../src/ranking/rerank/rules';

const source = (
  name: string,
  weight: number,
  items: readonly (readonly [number, number])[],
): RecallSource => ({
  name,
  label: { en: name, zh: name },
  weight,
  recall: (_user, count) => items.slice(0, count).map(([item, score]) => ({ item, score })),
});
const sources = [
  source('near', 2, [
    [1, 4],
    [2, 2],
    [3, 1],
  ]),
  source('popular', 1, [
    [3, 100],
    [4, 50],
    [1, 25],
  ]),
];
const plain: EngineOptions = { candidates: 3, count: 3 };

describe('the engine', () => {
  test('ranks the union of its sources by their weighted scores', () => {
    const { candidates, stages } = recommend(sources, 0, plain);
    // 1: 2·4/4 + 25/100, 3: 2·1/4 + 100/100, 2: 2·2/4, 4: 50/100.
    expect(candidates.map(({ item, score }) => [item, score])).toEqual([
      [1, 2.25],
      [3, 1.5],
      [2, 1],
    ]);
    expect(candidates[0]!.sources).toEqual([
      { source: 'near', score: 4, rank: 1 },
      { source: 'popular', score: 25, rank: 3 },
    ]);
    expect(stages.map(({ stage, before, after }) => [stage, before, after])).toEqual([
      ['recall', 0, 4],
      ['rank', 4, 4],
    ]);
    expect(stages[0]!.moves.find(({ item }) => item === 3)!.reason.en).toBe('Found by near, popular.');
    expect(stages[1]!.moves.map(({ item, from, to }) => [item, from, to])).toEqual([
      [3, 2, 1],
      [2, 1, 2],
    ]);
  });

  test('lets a preference turn items up and down', () => {
    const { candidates } = recommend(sources, 0, { ...plain, preference: (item) => (item === 4 ? 2 : 0) });
    expect(candidates.map(({ item }) => item)).toEqual([4, 1, 3]);
  });

  test('every stage gives account of every item, and rules hold after all of them', () => {
    const random = new Random(7, 'engine');
    for (let round = 0; round < 100; round++) {
      const draw = () =>
        Array.from({ length: 12 }, () => [random.below(30), random.uniform()] as const)
          .filter(([item], i, all) => all.findIndex(([other]) => other === item) === i)
          .sort((a, b) => b[1] - a[1]);
      const categories = (item: number) => [`c${item % 4}`];
      const excluded = new Set([random.below(30), random.below(30)]);
      const { candidates, stages } = recommend([source('a', 1, draw()), source('b', 0.5, draw())], 0, {
        candidates: 12,
        count: 8,
        diversity: {
          method: round % 2 ? 'mmr' : 'dpp',
          strength: 0.5,
          similarity: (a, b) => (a % 4 === b % 4 ? 1 : 0),
        },
        calibration: {
          strength: 0.5,
          target: new Map([
            ['c0', 0.5],
            ['c1', 0.5],
          ]),
          categories,
        },
        explore: (list, count) => epsilonGreedy(list, 0.5, count, random),
        rules: {
          ...noRules,
          excluded: (item) => (excluded.has(item) ? { en: 'gone', zh: '售罄' } : null),
          perCategory: 2,
          categories,
        },
      });
      expect(stages.map(({ stage }) => stage)).toEqual([
        'recall',
        'rank',
        'diversity',
        'calibration',
        'exploration',
        'rules',
      ]);
      for (let i = 1; i < stages.length - 1; i++) expect(stages[i]!.after).toBe(stages[0]!.after);
      expect(candidates.some(({ item }) => excluded.has(item))).toBe(false);
      expect(new Set(candidates.map(({ item }) => item)).size).toBe(candidates.length);
      for (const name of ['c0', 'c1', 'c2', 'c3'])
        expect(candidates.filter(({ item }) => categories(item)[0] === name).length).toBeLessThanOrEqual(2);
    }
  });
});

const candidates = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, item) => ({ item, score: count - item, sources: [] }));

describe('exploration', () => {
  test('ε-greedy keeps the order at 0 and the share of kept first places at 1 − ε + ε/n', () => {
    const random = new Random(1, 'epsilon');
    expect(epsilonGreedy(candidates(5), 0, 3, random).map(({ item }) => item)).toEqual([0, 1, 2]);
    let first = 0;
    for (let i = 0; i < 4000; i++) if (epsilonGreedy(candidates(5), 0.5, 1, random)[0]!.item === 0) first++;
    // .6 ± four standard errors
    expect(Math.abs(first / 4000 - 0.6)).toBeLessThan(4 * Math.sqrt((0.6 * 0.4) / 4000));
  });

  test('Thompson draws have the mean and variance of Beta(1 + clicks, 1 + skips)', () => {
    const sampling = new ThompsonSampling();
    for (let i = 0; i < 3; i++) sampling.observe(0, true);
    sampling.observe(0, false);
    const random = new Random(2, 'thompson');
    const draws = Array.from({ length: 5000 }, () => sampling.draw(0, random));
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    // Beta(4, 2): mean 2/3, variance 8 / (36 · 7).
    expect(sampling.expected(0)).toBeCloseTo(2 / 3, 12);
    expect(Math.abs(mean - 2 / 3)).toBeLessThan(4 * Math.sqrt(8 / 252 / 5000));
    expect(Math.abs(variance / (8 / 252) - 1)).toBeLessThan(0.1);
  });

  test('LinUCB is ridge regression with its confidence, as solved by hand', () => {
    const bandit = new LinUcb(2, 2);
    bandit.observe([1, 0], 1);
    bandit.observe([1, 1], 0);
    // A = [[3, 1], [1, 2]], A⁻¹ = [[2, −1], [−1, 3]] / 5, b = (1, 0), θ = (.4, −.2).
    expect(bandit.expected([1, 0])).toBeCloseTo(0.4, 12);
    expect(bandit.expected([0, 1])).toBeCloseTo(-0.2, 12);
    expect(bandit.bound([0, 1])).toBeCloseTo(-0.2 + 2 * Math.sqrt(0.6), 12);
  });

  test('both learn: their regret against the truth falls, where greedy-at-random’s does not', () => {
    const truth = [0.1, 0.2, 0.3, 0.8];
    const regretOf = (choose: (random: Random) => number, tell: (item: number, clicked: boolean) => void) => {
      const random = new Random(4, 'bandits');
      const regrets = [0, 0];
      for (let t = 0; t < 2000; t++) {
        const item = choose(random);
        tell(item, random.uniform() < truth[item]!);
        regrets[t < 1000 ? 0 : 1]! += 0.8 - truth[item]!;
      }
      return regrets;
    };
    const best = (value: (item: number) => number) =>
      truth.map((_, item) => value(item)).reduce((top, v, item, all) => (v > all[top]! ? item : top), 0);
    const thompson = new ThompsonSampling();
    const linear = new LinUcb(4, 1);
    const one = (item: number) => truth.map((_, i) => (i === item ? 1 : 0));
    const learned = [
      regretOf(
        (random) => best((item) => thompson.draw(item, random)),
        (item, clicked) => thompson.observe(item, clicked),
      ),
      regretOf(
        () => best((item) => linear.bound(one(item))),
        (item, clicked) => linear.observe(one(item), clicked ? 1 : 0),
      ),
    ];
    const blind = regretOf(
      (random) => random.below(4),
      () => undefined,
    );
    for (const [early, late] of learned) {
      expect(late).toBeLessThan(early!);
      expect(early! + late!).toBeLessThan((blind[0]! + blind[1]!) / 5);
    }
  });
});
