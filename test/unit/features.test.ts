import { describe, expect, test } from 'vitest';
import { encode } from '../../src/data/encode';
import type { ItemMetadata } from '../../src/data/dataset';
import { multiHot, oneHot } from '../../src/data/features/categorical';
import { crossed } from '../../src/data/features/crossing';
import { entriesOf, joinBlocks, selectColumns } from '../../src/data/features/feature-table';
import { hashedWords } from '../../src/data/features/hashing';
import { itemFeatures } from '../../src/data/features/item-features';
import { bucketOf, quantileBuckets, quantileEdges, standardised } from '../../src/data/features/numeric';
import { tfIdf } from '../../src/data/features/tf-idf';
import { dayOfWeek, partOfDay } from '../../src/data/features/time';
import { userFeatures } from '../../src/data/features/user-features';
import { tableOf } from './data-fixtures';

const both = (text: string) => ({ en: text, zh: text });
const names = (columns: readonly { readonly name: { readonly en: string } }[]) =>
  columns.map(({ name }) => name.en);

test('multi-hot and one-hot columns come from known rows alone; a new value stays out', () => {
  const values = [['a', 'b'], ['b'], ['c', 'b'], []].map((row) => row.map(both));
  const block = multiHot('category', values, Uint8Array.of(1, 1, 0, 1));
  expect(names(block.columns)).toEqual(['a', 'b']);
  expect(block.rows).toEqual([
    [
      [0, 1],
      [1, 1],
    ],
    [[1, 1]],
    [[1, 1]],
    [],
  ]);
  const most = multiHot('category', values, Uint8Array.of(1, 1, 1, 1), { most: 1 });
  expect(names(most.columns)).toEqual(['b']);
  const brands = oneHot('brand', [both('x'), null, both('y'), both('x')], Uint8Array.of(1, 1, 1, 1), {
    minCount: 2,
  });
  expect(brands.rows).toEqual([[[0, 1]], [], [], [[0, 1]]]);
});

test('standardised: mean 0 and deviation 1 over the known rows, a missing value reads as the mean', () => {
  const block = standardised('price', [2, 4, 9, NaN, 6], Uint8Array.of(1, 1, 0, 1, 1));
  // mean 4, variance (4 + 0 + 4) / 3
  const unit = Math.sqrt(8 / 3);
  expect(block.rows).toEqual([[[0, -2 / unit]], [], [[0, 5 / unit]], [], [[0, 2 / unit]]]);
  expect(standardised('price', [3, 3], Uint8Array.of(1, 1)).columns).toEqual([]);
});

test('quantile buckets split the known values evenly, and hold new values outside their range', () => {
  const values = Array.from({ length: 12 }, (_, i) => i);
  expect(quantileEdges(values, 4)).toEqual([3, 6, 9]);
  expect(quantileEdges([1, 1, 1, 1, 5], 4)).toEqual([]);
  expect([-1, 0, 3, 8.5, 9, 100].map((value) => bucketOf([3, 6, 9], value))).toEqual([0, 0, 1, 2, 3, 3]);
  const block = quantileBuckets('price bucket', [...values, 99, NaN], new Uint8Array(14).fill(1, 0, 12), 4);
  expect(block.rows.map((row) => row[0]?.[0] ?? null)).toEqual([
    ...[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3],
    null,
  ]);
});

test('hashed words fall into the same bucket everywhere, with signs that let collisions cancel', () => {
  const words = Array.from({ length: 200 }, (_, i) => [`word${i}`]);
  const block = hashedWords('word', words, 16);
  const used = new Set(block.rows.map((row) => row[0]![0]));
  const signs = block.rows.map((row) => row[0]![1]);
  expect(used.size).toBe(16);
  expect(Math.abs(signs.reduce((sum, sign) => sum + sign, 0))).toBeLessThan(60);
  const [pair] = hashedWords('word', [['word3', 'word3', 'word7']], 16).rows;
  const [three, seven] = [block.rows[3]![0]!, block.rows[7]![0]!];
  const sums = new Map<number, number>();
  for (const [bucket, sign] of [three, three, seven]) sums.set(bucket, (sums.get(bucket) ?? 0) + sign);
  expect(new Map(pair)).toEqual(sums);
});

test('a crossing has a column for each pair that known rows have together', () => {
  const known = Uint8Array.of(1, 1, 0);
  const left = multiHot('category', [[both('a')], [both('a'), both('b')], [both('b')]], known);
  const right = multiHot('brand', [[both('x')], [both('y')], [both('x')]], known);
  const block = crossed('category × price bucket', left, right, known);
  expect(names(block.columns)).toEqual(['a × x', 'a × y', 'b × y']);
  expect(block.rows).toEqual([
    [[0, 1]],
    [
      [1, 1],
      [2, 1],
    ],
    [],
  ]);
});

test('TF-IDF: rare features weigh more, those of every row nothing', () => {
  const rows = [['a', 'b'], ['a', 'c'], ['a'], ['a', 'b']].map((row) => row.map(both));
  const known = Uint8Array.of(1, 1, 1, 0);
  const weighted = tfIdf(joinBlocks(4, [multiHot('word', rows, known)]), known);
  expect(entriesOf(weighted.matrix, 0)).toEqual([[1, Math.fround(Math.log(3))]]);
  expect(entriesOf(weighted.matrix, 2)).toEqual([]);
  expect(entriesOf(weighted.matrix, 3)).toEqual([[1, Math.fround(Math.log(3))]]);
});

test('day and part of the day by UTC, before 1970 too', () => {
  expect(dayOfWeek(0)).toBe(3);
  // Thursday, 19 November 2026, 18:30 UTC
  const time = Date.UTC(2026, 10, 19, 18, 30) / 1000;
  expect([dayOfWeek(time), partOfDay(time)]).toEqual([3, 4]);
  expect([dayOfWeek(-1), partOfDay(-1)]).toEqual([2, 5]);
});

describe('features of a data set', () => {
  const metadata: ItemMetadata = {
    titles: ['Red Wool Hat', 'Blue Wool Hat', 'Steel Pan', 'Red Steel Kettle'].map(both),
    categories: [[both('clothes')], [both('clothes')], [both('kitchen')], [both('kitchen')]],
    brands: [both('A'), both('A'), both('B'), both('B')],
    prices: Float32Array.of(10, 20, 30, 40),
  };
  const day = 86_400;
  const table = tableOf([
    ['u', 'hat', 5, 0],
    ['u', 'cap', 5, day + 3600 * 5],
    ['v', 'pan', 5, 2 * day],
    ['w', 'kettle', 5, 0],
  ]);
  const [all] = encode([{ ...table, itemMetadata: metadata }], { feedback: 'explicit' }).datasets;

  test('of items: every group, columns named', () => {
    const features = itemFeatures(all!, { words: 'each', priceBuckets: 2, price: true, crossings: true });
    const row = entriesOf(features.matrix, 0).map(([column]) => features.columns[column]!);
    expect(row.map(({ group, name }) => `${group}: ${name.en}`)).toEqual([
      'category: clothes',
      'brand: A',
      'price bucket: price < 30',
      'category × price bucket: clothes × price < 30',
      'price: price',
      'word: red',
      'word: wool',
      'word: hat',
    ]);
    expect(selectColumns(features, ({ group }) => group === 'brand').matrix.values).toEqual(
      Float32Array.of(1, 1, 1, 1),
    );
  });

  test('of users: means over their items, activity and times', () => {
    const items = itemFeatures(all!, { words: null, priceBuckets: 2 });
    const features = userFeatures(all!, items);
    const named = entriesOf(features.matrix, 0).map(([column, value]) => [
      features.columns[column]!.name.en,
      value,
    ]);
    expect(named).toEqual([
      ['clothes', 1],
      ['A', 1],
      ['price < 30', 1],
      ['interactions ≥ 2', 1],
      ['0:00 – 4:00', 0.5],
      ['4:00 – 8:00', 0.5],
      ['Thursday', 0.5],
      ['Friday', 0.5],
    ]);
  });
});
