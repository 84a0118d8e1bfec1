import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { activityGroups, errorsByPopularity } from '../../src/evaluation/activity-groups';
import { relevantItems, sampledCandidates } from '../../src/evaluation/candidates';
import { evaluate } from '../../src/evaluation/evaluate';
import { popularityThirds } from '../../src/evaluation/item-groups';
import { makeSplits } from '../../src/evaluation/splits';
import { tableOf, variety, type Row } from './data-fixtures';
import { itemsOf, options, randomSplit, scoring, silent } from './evaluation-fixtures';

const backend = new CpuBackend();

function datasetOf(rows: readonly Row[]): Dataset {
  return encode([tableOf(rows)], { feedback: 'explicit' }).datasets[0]!;
}

describe('groups of users and items', () => {
  const split = randomSplit(80, 40);
  const { items } = split.train;
  const scoreOf = (user: number, item: number) => Math.sin(user * 100 + item);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('hold a third of the interactions, from the most popular item on', () => {
    const third = popularityThirds(split.train);
    const counts = Array.from({ length: items }, (_, item) => itemCount(split.train, item));
    const sums = [0, 0, 0];
    counts.forEach((count, item) => (sums[third[item]!]! += count));
    for (const sum of sums)
      expect(Math.abs(sum - split.train.interactions / 3)).toBeLessThanOrEqual(Math.max(...counts));
    const least = (group: number) => Math.min(...counts.filter((_, item) => third[item] === group));
    const most = (group: number) => Math.max(...counts.filter((_, item) => third[item] === group));
    expect(least(0)).toBeGreaterThanOrEqual(most(1));
    expect(least(1)).toBeGreaterThanOrEqual(most(2));
  });

  it('have the figures of the same lists, computed again by hand', async () => {
    const wanted = { ...options, metrics: ['recall', 'ndcg', 'map'], cutoffs: [3, 10] };
    const result = await evaluate(backend, scoring(backend, items, scoreOf), split, 'test', wanted, silent);
    const third = popularityThirds(split.train);
    const seen = (user: number) =>
      new Set([...itemsOf(split.train, user), ...itemsOf(split.validation, user)]);
    const users = [...result.users];
    const lists = users.map((user) => {
      const known = seen(user);
      return Array.from({ length: items }, (_, item) => item)
        .filter((item) => !known.has(item))
        .sort((a, b) => Math.fround(scoreOf(user, b)) - Math.fround(scoreOf(user, a)) || a - b);
    });
    for (const [group, name] of ['head-items', 'middle-items', 'tail-items'].entries()) {
      const figures = result.groups[name as 'head-items']!;
      for (const k of [3, 10]) {
        const rows = users.flatMap((user, at) => {
          const relevant = itemsOf(split.test, user).filter((item) => third[item] === group);
          if (relevant.length === 0) return [];
          const hits = lists[at]!.slice(0, k).map((item) => Number(relevant.includes(item)));
          const found = hits.reduce((sum, hit) => sum + hit, 0);
          const gain = (flags: readonly number[]) =>
            flags.reduce((sum, hit, i) => sum + hit / Math.log2(i + 2), 0);
          const ideal = gain(new Array<number>(Math.min(k, relevant.length)).fill(1));
          const precise = hits.reduce(
            (sum, hit, i) => sum + hit * (hits.slice(0, i + 1).reduce((a, b) => a + b, 0) / (i + 1)),
            0,
          );
          return [[found / relevant.length, gain(hits) / ideal, precise / relevant.length]];
        });
        expect(rows.length).toBeGreaterThan(10);
        ['recall', 'ndcg', 'map'].forEach((metric, m) =>
          expect(figures[`${metric}@${k}`]).toBeCloseTo(mean(rows.map((row) => row[m]!)), 12),
        );
      }
    }
    // Users: the three parts together are the warm users.
    const activity = activityGroups(split.train, result.users);
    expect(activity.map(([name]) => name)).toEqual(['light-users', 'medium-users', 'heavy-users']);
    users.forEach((user, at) => {
      const members = activity.filter(([, flags]) => flags[at] === 1).length;
      expect(members).toBe(itemsOf(split.train, user).length > 0 ? 1 : 0);
    });
    for (const [name, flags] of activity) {
      const members = [...result.perUser['recall@10']!].filter((_, at) => flags[at] === 1);
      expect(result.groups[name]!['recall@10']).toBeCloseTo(mean(members), 12);
    }
  });

  it('have their own errors in rating prediction', () => {
    const third = popularityThirds(split.train);
    const list = {
      users: new Uint32Array(items * 30),
      items: Uint32Array.from({ length: items * 30 }, (_, at) => at % items),
      ratings: Float32Array.from({ length: items * 30 }, (_, at) => 1 + (at % 5)),
      predictions: Float32Array.from({ length: items * 30 }, (_, at) => 1 + ((at * 7) % 9) / 2),
    };
    const figures = errorsByPopularity(split.train, list, ['rmse', 'mae']);
    ['head-items', 'middle-items', 'tail-items'].forEach((name, group) => {
      const errors = [...list.items.keys()]
        .filter((at) => third[list.items[at]!] === group)
        .map((at) => list.predictions[at]! - list.ratings[at]!);
      const own = figures[name as 'head-items']!;
      expect(own['rmse']).toBeCloseTo(Math.sqrt(mean(errors.map((error) => error ** 2))), 12);
      expect(own['mae']).toBeCloseTo(mean(errors.map(Math.abs)), 12);
    });
  });
});

describe('candidates drawn by popularity', () => {
  it('are never known, come without repeats, and come in proportion to popularity', () => {
    // Item i has i + 1 interactions; 400 users with nothing but one test item meet the draw.
    const rows: Row[] = [];
    for (let item = 0; item < 10; item++)
      for (let user = 0; user <= item; user++) rows.push([`t${user}`, `i${item}`, 1]);
    const test: Row[] = Array.from({ length: 4000 }, (_, user) => [`u${user}`, 'i9', 1]);
    const [train, held] = encode([tableOf(rows), tableOf(test)], { feedback: 'explicit' }).datasets;
    const split = { name: '', train: train!, validation: null, test: held!, candidates: null, warnings: [] };
    const relevant = relevantItems(held!, null);
    const drawn = sampledCandidates(split, 'test', relevant, 1, 7, 'popularity');
    expect(sampledCandidates(split, 'test', relevant, 1, 7, 'popularity')).toEqual(drawn);
    const counts = new Array<number>(10).fill(0);
    for (let user = 0; user < held!.users; user++) {
      const own = [...drawn.indices.subarray(drawn.offsets[user], drawn.offsets[user + 1])];
      if (own.length === 0) continue;
      expect(own).toHaveLength(2);
      expect(own).toContain(9);
      counts[own.find((item) => item !== 9)!]!++;
    }
    // One draw among items 0 to 8 with weights 1 to 9, five standard deviations wide.
    counts.slice(0, 9).forEach((count, item) => {
      const share = (item + 1) / 45;
      expect(Math.abs(count - 4000 * share)).toBeLessThan(5 * Math.sqrt(4000 * share * (1 - share)));
    });
    const many = sampledCandidates(split, 'test', relevant, 50, 7, 'popularity');
    const last = many.indices.subarray(many.offsets.at(-2), many.offsets.at(-1));
    expect([...last]).toEqual([...Array(10).keys()]);
  });
});

describe('protocols', () => {
  const next = variety(3);
  const data = datasetOf(
    Array.from({ length: 600 }, (_, at): Row => [
      `u${next() % 30}`,
      `i${at % 50}`,
      1 + (next() % 5),
      next() % 1000,
    ]),
  );

  it('repeats the folds with other draws; the first repeat is what one alone would be', () => {
    const once = makeSplits(data, { protocol: 'k-fold', folds: 3, validationRatio: 0 }, 9);
    const thrice = makeSplits(data, { protocol: 'k-fold', folds: 3, repeats: 3, validationRatio: 0 }, 9);
    expect(thrice).toHaveLength(9);
    expect(new Set(thrice.map(({ name }) => name)).size).toBe(9);
    once.forEach((split, fold) => expect([...thrice[fold]!.test.order]).toEqual([...split.test.order]));
    expect([...thrice[3]!.test.order]).not.toEqual([...thrice[0]!.test.order]);
    for (let repeat = 0; repeat < 3; repeat++) {
      const rows = thrice.slice(3 * repeat, 3 * repeat + 3).flatMap(({ test }) => [...test.order]);
      expect(rows.sort((a, b) => a - b)).toEqual([...data.order].sort((a, b) => a - b));
    }
  });

  it('slides windows over time: each learns from the past alone and is tested on the next slice', () => {
    const spec = { protocol: 'sliding-window', windows: 4, testRatio: 0.1, validationRatio: 0 } as const;
    const times = (part: Dataset) => [...part.byUser.timestamps!];
    const size = Math.round(0.1 * data.interactions);
    const whole = makeSplits(data, { ...spec, trainRatio: null }, 1);
    const short = makeSplits(data, { ...spec, trainRatio: 0.2 }, 1);
    expect(whole.map(({ name }) => name)).toEqual([1, 2, 3, 4].map((window) => `window ${window} of 4`));
    const tested = new Set<number>();
    whole.forEach((split, window) => {
      expect(split.test.interactions).toBe(size);
      expect(split.train.interactions).toBe(data.interactions - (4 - window) * size);
      expect(Math.max(...times(split.train))).toBeLessThanOrEqual(Math.min(...times(split.test)));
      for (const row of split.test.order) tested.add(row);
      expect([...short[window]!.test.order]).toEqual([...split.test.order]);
      expect(short[window]!.train.interactions).toBe(Math.round(0.2 * data.interactions));
      expect(Math.max(...times(short[window]!.train))).toBe(Math.max(...times(split.train)));
    });
    expect(tested.size).toBe(4 * size);
    expect(Math.max(...times(whole[3]!.test))).toBe(Math.max(...times(data)));
    expect(() => makeSplits(data, { ...spec, windows: 10, trainRatio: null }, 1)).toThrow(/below 1/);
  });
});

function itemCount(data: Dataset, item: number): number {
  return data.byItem.offsets[item + 1]! - data.byItem.offsets[item]!;
}
