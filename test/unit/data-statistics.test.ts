import { describe, expect, it } from 'vitest';
import { encode } from '../../src/data/encode';
import { statistics } from '../../src/data/statistics';
import { tableOf, variety, type Row } from './data-fixtures';

describe('statistics', () => {
  it('counts a small data set as done by hand', () => {
    const { datasets } = encode(
      [
        tableOf([
          ['a', 'x', 4, 100],
          ['a', 'y', 2, 150],
          ['a', 'z', 4, 200],
          ['b', 'x', 3, 300],
          ['c', 'x', 5, 600],
        ]),
      ],
      { feedback: 'explicit' },
    );
    const result = statistics(datasets[0]!);
    expect(result).toMatchObject({ users: 3, items: 3, interactions: 5, density: 5 / 9 });
    expect(result.ratings).toEqual({
      mean: 3.6,
      counts: [
        [2, 1],
        [3, 1],
        [4, 2],
        [5, 1],
      ],
    });
    expect(result.perUser).toMatchObject({ min: 1, median: 1, mean: 5 / 3, max: 3 });
    expect(result.perUser.histogram).toEqual({ edges: [1, 2, 4], counts: [2, 1] });
    expect(result.perItem.ranked).toEqual([
      [1, 3],
      [2, 1],
      [3, 1],
    ]);
    // Σ|dᵢ − dⱼ| over all pairs / (2 n Σd) = 8 / 30
    expect(result.gini).toBeCloseTo(8 / 30, 12);
    expect(result.head).toEqual([
      [1, 0.6],
      [5, 0.6],
      [10, 0.6],
      [20, 0.6],
      [50, 0.8],
    ]);
    expect(result.time).toMatchObject({ first: 100, last: 600 });
    expect(result.time!.histogram.counts[0]).toBe(1);
    expect(result.time!.histogram.counts[49]).toBe(1);
  });

  it('agrees with the definitions on random data', () => {
    const next = variety(21);
    const rows: Row[] = Array.from({ length: 3000 }, () => [
      `u${next() % 300}`,
      `i${Math.floor(700 * (next() / 2 ** 32) ** 2)}`,
    ]);
    const dataset = encode([tableOf(rows)], { feedback: 'implicit' }).datasets[0]!;
    const result = statistics(dataset);
    const degrees = dataset.itemIds.ids.map(
      (id) => new Set(rows.filter((row) => row[1] === id).map((row) => row[0])).size,
    );
    let difference = 0;
    for (const a of degrees) for (const b of degrees) difference += Math.abs(a - b);
    const total = degrees.reduce((sum, degree) => sum + degree, 0);
    expect(result.gini).toBeCloseTo(difference / (2 * degrees.length * total), 10);
    expect(result.perItem.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(degrees.length);
    const { ranked } = result.perItem;
    expect(ranked.length).toBeLessThanOrEqual(500);
    expect(ranked[0]).toEqual([1, Math.max(...degrees)]);
    expect(ranked[ranked.length - 1]).toEqual([degrees.length, Math.min(...degrees)]);
    expect(result.ratings).toBeNull();
    expect(result.time).toBeNull();
  });
});
