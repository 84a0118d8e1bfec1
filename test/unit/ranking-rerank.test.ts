import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { movesBetween, type Candidate } from '../../src/ranking/candidate';
import { calibrate, distributionOf, miscalibration } from '../../src/ranking/rerank/calibration';
import { determinantalPointProcess } from '../../src/ranking/rerank/dpp';
import { maximalMarginalRelevance } from '../../src/ranking/rerank/mmr';
import { applyRules, noRules } from '../../src/ranking/rerank/rules';

const list = (...scores: number[]): Candidate[] =>
  scores.map((score, item) => ({ item, score, sources: [] }));
const items = (candidates: readonly Candidate[]) => candidates.map(({ item }) => item);
const parity = (a: number, b: number) => (a % 2 === b % 2 ? 1 : 0);

describe('maximal marginal relevance', () => {
  test('keeps the order by score at λ = 1', () => {
    expect(items(maximalMarginalRelevance(list(5, 4, 3, 2), parity, 1, 3))).toEqual([0, 1, 2]);
  });

  test('follows the formula', () => {
    // relevance 1, .75, .5, .25, 0; after 0, items 2 and 4 lose ½: 1 (.375) before 3 (.125)
    expect(items(maximalMarginalRelevance(list(4, 2, 3, 1, 0), parity, 0.5, 5))).toEqual([0, 1, 2, 3, 4]);
    expect(
      items(maximalMarginalRelevance(list(4, 3.9, 3.8, 3.7, 0), (a, b) => (a < 3 && b < 3 ? 1 : 0), 0.3, 2)),
    ).toEqual([0, 3]);
  });
});

describe('determinantal point process', () => {
  const points = Array.from({ length: 7 }, (_, i) => [
    Math.cos(i * 1.3),
    Math.sin(i * 2.1),
    Math.cos(i * 0.4),
  ]);
  const unit = points.map((p) => p.map((x) => x / Math.hypot(...p)));
  const similarity = (a: number, b: number) => unit[a]!.reduce((sum, x, f) => sum + x * unit[b]![f]!, 0);

  test('chooses at each step the item with the greatest determinant', () => {
    const candidates = list(0.3, 0.9, 0.2, 0.7, 0.8, 0.1, 0.5);
    const alpha = 0.6;
    const theta = alpha / (2 * (1 - alpha));
    const quality = candidates.map(({ score }) => Math.exp((theta * (score - 0.1)) / 0.8));
    const kernel = (i: number, j: number) => quality[i]! * quality[j]! * similarity(i, j);
    const expected: number[] = [];
    while (expected.length < 3) {
      const left = candidates.map(({ item }) => item).filter((item) => !expected.includes(item));
      const volume = (item: number) =>
        determinant([...expected, item].map((i) => [...expected, item].map((j) => kernel(i, j))));
      expected.push(left.reduce((best, item) => (volume(item) > volume(best) ? item : best)));
    }
    expect(items(determinantalPointProcess(candidates, similarity, alpha, 3))).toEqual(expected);
  });

  test('fills the list by score when the volume is exhausted', () => {
    expect(items(determinantalPointProcess(list(1, 4, 3, 2), () => 1, 0.5, 4))).toEqual([1, 2, 3, 0]);
  });
});

describe('calibration', () => {
  const category = (item: number) => [item % 2 === 0 ? 'tea' : 'cups'];

  test('is 0 where list and history agree, and positive elsewhere', () => {
    const history = distributionOf([0, 2, 4, 1], category);
    expect(history).toEqual(
      new Map([
        ['tea', 0.75],
        ['cups', 0.25],
      ]),
    );
    expect(miscalibration(history, history)).toBeCloseTo(0, 12);
    expect(miscalibration(history, distributionOf([1, 3], category))).toBeCloseTo(
      0.75 * Math.log(1 / 0.01) + 0.25 * Math.log(0.25 / (0.99 + 0.0025)),
      12,
    );
  });

  test('brings the share of the history into the list', () => {
    const target = new Map([
      ['tea', 0.5],
      ['cups', 0.5],
    ]);
    const candidates = [0, 2, 4, 6, 1, 3].map((item, i) => ({ item, score: 10 - i, sources: [] }));
    const chosen = items(calibrate(candidates, target, category, 0.95, 4));
    expect(chosen.filter((item) => item % 2 === 0)).toHaveLength(2);
    expect(items(calibrate(candidates, target, category, 0, 4))).toEqual([0, 2, 4, 6]);
  });
});

describe('rules', () => {
  test('are never broken, whatever the list', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed, 'rules');
      const candidates = Array.from({ length: random.below(40) }, (_, item) => ({
        item,
        score: random.uniform(),
        sources: [],
      }));
      const banned = new Set(candidates.map(({ item }) => item).filter(() => random.uniform() < 0.3));
      const perCategory = 1 + random.below(3);
      const categories = (item: number) => [`c${item % 4}`, `d${item % 3}`];
      const excluded = (item: number) => (banned.has(item) ? { en: 'sold out', zh: '售罄' } : null);
      const boosts = (item: number) => [{ share: (item % 3) / 2 - 0.5, reason: { en: 'third', zh: '三' } }];
      const count = random.below(15);
      const result = applyRules(candidates, { ...noRules, excluded, perCategory, categories, boosts }, count);
      const used = new Map<string, number>();
      for (const { item } of result.candidates) {
        expect(banned.has(item)).toBe(false);
        for (const name of categories(item)) used.set(name, (used.get(name) ?? 0) + 1);
      }
      expect(Math.max(0, ...used.values())).toBeLessThanOrEqual(perCategory);
      expect(result.candidates.length).toBeLessThanOrEqual(count);
      const scores = result.candidates.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  test('raise and lower by shares of the way through the list, and say what did', () => {
    const reason = { en: 'brand', zh: '品牌' };
    const boosts = (item: number) =>
      item === 4 ? [{ share: 1, reason }] : item === 0 ? [{ share: -0.3, reason }] : [];
    const { candidates, moves } = applyRules(list(5, 4, 3, 2, 1), { ...noRules, boosts }, 3);
    // Scores become 3.8, 4, 3, 2, 5: the last one draws level with what was the head, which has been lowered.
    expect(items(candidates)).toEqual([4, 1, 0]);
    const told = moves.map(({ item, from, to, reason: { en } }) => [item, from, to, en]);
    expect(told).toEqual([
      [4, 4, 0, 'By rule: brand +1.00.'],
      [0, 0, 2, 'By rule: brand −0.30.'],
      [2, 2, null, 'Left the list for what rules raised.'],
    ]);
  });

  test('say why an item left', () => {
    const reason = { en: 'sold out', zh: '售罄' };
    const { moves } = applyRules(
      list(3, 2, 1),
      { ...noRules, excluded: (item) => (item === 0 ? reason : null) },
      2,
    );
    expect(moves[0]).toEqual({ item: 0, from: 0, to: null, reason });
    expect(moves.slice(1).map(({ item, from, to }) => [item, from, to])).toEqual([
      [1, 1, 0],
      [2, 2, 1],
    ]);
  });
});

test('moves tell of every item that changed place, came or left', () => {
  const reason = { en: 'because', zh: '因为' };
  const [a, b, c] = list(3, 2, 1);
  const moves = movesBetween([a!, b!], [b!, c!], () => reason);
  expect(moves.map(({ item, from, to }) => [item, from, to])).toEqual([
    [1, 1, 0],
    [2, null, 1],
    [0, 0, null],
  ]);
});

function determinant(matrix: number[][]): number {
  if (matrix.length === 1) return matrix[0]![0]!;
  return matrix[0]!.reduce((sum, value, j) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, k) => k !== j));
    return sum + (j % 2 ? -1 : 1) * value * determinant(minor);
  }, 0);
}
