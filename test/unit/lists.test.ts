import { describe, expect, test } from 'vitest';
import { NO_ITEM } from '../../src/compute/contracts/select';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset, Split } from '../../src/data/dataset';
import { evaluate } from '../../src/evaluation/evaluate';
import { metricDefinitions } from '../../src/evaluation/metrics';
import { itemsOf, options, randomSplit, scoring, silent } from './evaluation-fixtures';

const backend = new CpuBackend();
const split = randomSplit(40, 30);
const { train } = split;
const metrics = ['coverage', 'gini', 'novelty', 'diversity', 'serendipity', 'popularity-bias', 'calibration'];
const scoreOf = (user: number, item: number) => Math.sin(user * 31 + item * 7);
const usersOf = (item: number) =>
  Array.from({ length: train.users }, (_, user) => user).filter((user) =>
    itemsOf(train, user).includes(item),
  );
const count = (item: number) => usersOf(item).length;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function measured(on: Split) {
  const result = await evaluate(
    backend,
    scoring(backend, 30, scoreOf),
    on,
    'test',
    { ...options, cutoffs: [5], metrics },
    silent,
  );
  const { items, k } = result.recommendations!;
  const lists = [...result.users].map((user, position) => ({
    user,
    position,
    list: [...items.subarray(position * k, (position + 1) * k)].filter((item) => item !== NO_ITEM),
  }));
  return { result, lists };
}

test('coverage and Gini index count the lists of all users', async () => {
  const { result, lists } = await measured(split);
  const counts = Array.from(
    { length: 30 },
    (_, item) => lists.filter(({ list }) => list.includes(item)).length,
  );
  expect(result.metrics['coverage@5']).toBeCloseTo(counts.filter((c) => c > 0).length / 30, 12);
  // Half the mean absolute difference over the mean
  const differences = counts.flatMap((x) => counts.map((y) => Math.abs(x - y)));
  expect(result.metrics['gini@5']).toBeCloseTo(mean(differences) / (2 * mean(counts)), 12);
});

test('novelty and diversity of each list', async () => {
  const { result, lists } = await measured(split);
  const active = Array.from({ length: train.users }, (_, user) => user).filter(
    (u) => itemsOf(train, u).length > 0,
  );
  for (const { position, list } of lists) {
    const novelty = mean(list.map((item) => -Math.log2(count(item) / active.length)));
    expect(result.perUser['novelty@5']![position]).toBeCloseTo(novelty, 10);
    const pairs = list.flatMap((i, at) =>
      list.slice(at + 1).map((j) => {
        const both = usersOf(i).filter((user) => usersOf(j).includes(user)).length;
        return 1 - both / Math.sqrt(count(i) * count(j));
      }),
    );
    expect(result.perUser['diversity@5']![position]).toBeCloseTo(mean(pairs), 10);
  }
});

test('serendipity counts hits that popularity would have missed', async () => {
  const { result, lists } = await measured(split);
  for (const { user, position, list } of lists) {
    const popular = Array.from({ length: 30 }, (_, item) => item)
      .filter((item) => !itemsOf(train, user).includes(item))
      .sort((a, b) => count(b) - count(a) || a - b)
      .slice(0, 5);
    const hits = list.filter((item) => itemsOf(split.test, user).includes(item) && !popular.includes(item));
    expect(result.perUser['serendipity@5']![position]).toBeCloseTo(hits.length / 5, 12);
  }
});

test('popularity lift compares with the user’s own items; users without history are left out', async () => {
  const { result, lists } = await measured(split);
  const values = lists.map(({ user, position, list }) => {
    const own = itemsOf(train, user);
    const expected = own.length ? mean(list.map(count)) / mean(own.map(count)) - 1 : NaN;
    const value = result.perUser['popularity-bias@5']![position]!;
    if (own.length === 0) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(expected, 10);
    return expected;
  });
  const warm = values.filter((value) => !Number.isNaN(value));
  expect(warm.length).toBeLessThan(values.length);
  expect(result.metrics['popularity-bias@5']).toBeCloseTo(mean(warm), 10);
});

describe('miscalibration', () => {
  const named = (name: string) => ({ en: name, zh: name });
  const categories = Array.from({ length: 30 }, (_, item) =>
    item % 3 === 0 ? [named('a'), named('b')] : [named(item % 2 ? 'a' : 'c')],
  );
  const withCategories = (dataset: Dataset): Dataset => ({
    ...dataset,
    itemMetadata: { titles: null, categories, brands: null, prices: null },
  });

  test('is the divergence of the list’s categories from the history’s', async () => {
    const { result, lists } = await measured({ ...split, train: withCategories(train) });
    const shares = (items: readonly number[]) => {
      const sums = new Map<string, number>();
      for (const item of items) {
        for (const { en } of categories[item]!)
          sums.set(en, (sums.get(en) ?? 0) + 1 / categories[item]!.length / items.length);
      }
      return sums;
    };
    for (const { user, position, list } of lists) {
      const [p, q] = [shares(itemsOf(train, user)), shares(list)];
      const expected = [...p].reduce(
        (sum, [group, share]) => sum + share * Math.log(share / (0.99 * (q.get(group) ?? 0) + 0.01 * share)),
        0,
      );
      const value = result.perUser['calibration@5']![position]!;
      if (p.size === 0) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected, 10);
    }
  });

  test('without categories it is by popularity, and 0 for a list like the history', async () => {
    const { result } = await measured(split);
    expect(result.metrics['calibration@5']).toBeGreaterThan(0);
    expect(Number.isFinite(result.metrics['calibration@5'])).toBe(true);
  });
});

test('every metric has a label in both languages, a formula and a source', () => {
  for (const { name, label, formula, source } of metricDefinitions) {
    expect(label.en.length, name).toBeGreaterThan(1);
    expect(label.zh.length, name).toBeGreaterThan(1);
    expect(formula.length, name).toBeGreaterThan(5);
    expect(source, name).toMatch(/\d{4}|RecBole/);
  }
  expect(new Set(metricDefinitions.map(({ name }) => name)).size).toBe(metricDefinitions.length);
});
