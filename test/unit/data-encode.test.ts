import { describe, expect, it } from 'vitest';
import { rowsOf, transpose } from '../../src/data/csr';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { ResearcherError } from '../../src/errors';
import { tableOf, variety, type Row } from './data-fixtures';

function triples(dataset: Dataset): (readonly [string, string, number, number | null])[] {
  const users = rowsOf(dataset.byUser);
  return Array.from(users, (user, entry) => [
    dataset.userIds.id(user),
    dataset.itemIds.id(dataset.byUser.indices[entry]!),
    dataset.byUser.values[entry]!,
    dataset.byUser.timestamps?.[entry] ?? null,
  ]);
}

function randomRows(seed: number, count: number): Row[] {
  const next = variety(seed);
  return Array.from({ length: count }, () => [
    `u${next() % 40}`,
    `i${next() % 25}`,
    1 + (next() % 5),
    1000 + (next() % 50),
  ]);
}

describe('encode', () => {
  it('gives codes in order of first appearance and rows ascending by item', () => {
    const { datasets } = encode(
      [
        tableOf([
          ['b', 'y', 3, 10],
          ['a', 'x', 4, 11],
          ['b', 'x', 5, 12],
        ]),
      ],
      { feedback: 'explicit' },
    );
    const [dataset] = datasets;
    expect(dataset!.userIds.ids).toEqual(['b', 'a']);
    expect(dataset!.itemIds.ids).toEqual(['y', 'x']);
    expect([...dataset!.byUser.offsets]).toEqual([0, 2, 3]);
    expect([...dataset!.byUser.indices]).toEqual([0, 1, 1]);
    expect([...dataset!.byUser.values]).toEqual([3, 5, 4]);
    expect([...dataset!.order]).toEqual([0, 2, 1]);
    expect([...dataset!.byItem.indices]).toEqual([0, 0, 1]);
    expect([...dataset!.byItem.values]).toEqual([3, 5, 4]);
    expect(dataset!.ratingRange).toEqual([3, 5]);
  });

  it('agrees with a map of maps on random rows, for every rule of duplicates', () => {
    for (const duplicates of ['last', 'first', 'mean', 'sum'] as const) {
      const rows = randomRows(7, 900);
      const groups = new Map<string, Row[]>();
      for (const row of rows)
        groups.set(`${row[0]} ${row[1]}`, [...(groups.get(`${row[0]} ${row[1]}`) ?? []), row]);
      const expected = [...groups.values()].map((group) => {
        const byTime = [...group].sort((a, b) => a[3]! - b[3]!);
        const chosen = duplicates === 'first' ? byTime[0]! : byTime[byTime.length - 1]!;
        const sum = group.reduce((total, row) => total + row[2]!, 0);
        const value = { last: chosen[2]!, first: chosen[2]!, sum, mean: Math.fround(sum / group.length) }[
          duplicates
        ];
        return [chosen[0], chosen[1], value, chosen[3]];
      });
      const { datasets, warnings } = encode([tableOf(rows)], { feedback: 'explicit', duplicates });
      expect(triples(datasets[0]!).sort()).toEqual(expected.sort());
      expect(warnings.map((warning) => warning.code)).toEqual(['data.duplicates']);
      expect(warnings[0]!.text.en).toContain(`${900 - groups.size} rows`);
    }
  });

  it('holds the CSR invariants and transposes back to itself', () => {
    const { datasets } = encode([tableOf(randomRows(3, 600))], { feedback: 'explicit' });
    const { byUser, byItem } = datasets[0]!;
    for (const csr of [byUser, byItem]) {
      expect(csr.offsets.length).toBe(csr.rows + 1);
      expect(csr.offsets[csr.rows]).toBe(csr.indices.length);
      for (let row = 0; row < csr.rows; row++) {
        for (let entry = csr.offsets[row]! + 1; entry < csr.offsets[row + 1]!; entry++) {
          expect(csr.indices[entry]!).toBeGreaterThan(csr.indices[entry - 1]!);
        }
      }
    }
    expect(transpose(byItem)).toEqual(byUser);
  });

  it('shares ids between the files of a predefined split', () => {
    const { datasets } = encode(
      [
        tableOf([['a', 'x', 1]]),
        tableOf([
          ['c', 'x', 2],
          ['a', 'z', 3],
        ]),
      ],
      { feedback: 'explicit' },
    );
    const [train, test] = datasets;
    expect(test!.userIds).toBe(train!.userIds);
    expect(train!.userIds.ids).toEqual(['a', 'c']);
    expect(train!.itemIds.ids).toEqual(['x', 'z']);
    expect(triples(test!)).toEqual([
      ['a', 'z', 3, null],
      ['c', 'x', 2, null],
    ]);
    expect([train!.users, train!.items]).toEqual([2, 2]);
  });

  it('treats ratings as presence for implicit feedback, and leaves unrated rows out of explicit feedback', () => {
    const table = tableOf([
      ['a', 'x', 4],
      ['a', 'y'],
      ['b', 'x', 2],
    ]);
    const implicit = encode([table], { feedback: 'implicit' }).datasets[0]!;
    expect([...implicit.byUser.values]).toEqual([1, 1, 1]);
    expect([implicit.hasRatings, implicit.ratingRange]).toEqual([false, [1, 1]]);
    const explicit = encode([table], { feedback: 'explicit' });
    expect(triples(explicit.datasets[0]!)).toEqual([
      ['a', 'x', 4, null],
      ['b', 'x', 2, null],
    ]);
    expect(explicit.datasets[0]!.itemIds.ids).toEqual(['x']);
    expect(explicit.warnings.map((warning) => warning.code)).toEqual(['data.unrated-rows']);
  });

  it('falls back to implicit feedback with a warning where a file has no ratings', () => {
    const { datasets, warnings } = encode([tableOf([['a', 'x']])], { feedback: 'explicit' });
    expect(datasets[0]!.hasRatings).toBe(false);
    expect(warnings.map((warning) => warning.code)).toEqual(['data.no-ratings']);
  });

  it('filters to the iterated core', () => {
    const rows = randomRows(11, 300);
    const filters = { minUserInteractions: 3, minItemInteractions: 6, minRating: 2 };
    const { datasets } = encode([tableOf(rows)], { feedback: 'explicit', filters });
    let left = [
      ...new Map(rows.filter((row) => row[2]! >= 2).map((row) => [`${row[0]} ${row[1]}`, row])).values(),
    ];
    for (let before = -1; before !== left.length;) {
      before = left.length;
      left = left.filter((row) => left.filter((other) => other[0] === row[0]).length >= 3);
      left = left.filter((row) => left.filter((other) => other[1] === row[1]).length >= 6);
    }
    expect(left.length).toBeGreaterThan(0);
    expect(
      triples(datasets[0]!)
        .map(([user, item]) => `${user} ${item}`)
        .sort(),
    ).toEqual(left.map((row) => `${row[0]} ${row[1]}`).sort());
    expect(datasets[0]!.users).toBe(new Set(left.map((row) => row[0])).size);
  });

  it('says so when nothing is left', () => {
    const attempt = () =>
      encode([tableOf([['a', 'x', 1]])], {
        feedback: 'explicit',
        filters: { minUserInteractions: 2, minItemInteractions: 0, minRating: null },
      });
    expect(attempt).toThrow(ResearcherError);
    expect(attempt).toThrow(/Lower the filters/);
  });

  it('aligns item metadata with the item codes', () => {
    const table = tableOf([
      ['a', 'x', 1],
      ['a', 'y', 1],
    ]);
    const other = tableOf([
      ['-', 'y'],
      ['-', 'z'],
    ]);
    const titles = [
      { en: 'Why', zh: '为何' },
      { en: 'Zed', zh: '末' },
    ];
    const { datasets } = encode([table], {
      feedback: 'explicit',
      itemMetadata: {
        ids: other.itemIds,
        metadata: { titles, categories: null, brands: null, prices: Float32Array.of(2.5, 3) },
      },
    });
    expect(datasets[0]!.itemMetadata!.titles).toEqual([{ en: 'x', zh: 'x' }, titles[0]]);
    expect([...datasets[0]!.itemMetadata!.prices!]).toEqual([NaN, 2.5]);
  });
});
