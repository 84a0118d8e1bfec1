import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { recommend, type RecallSource } from '../../src/ranking/engine';
import { RankNetwork, Standardizer, type RankLayer } from '../../src/ranking/rank/network';

const random = new Random(5, 'rank network');
const draws = (count: number) => Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
const layer = (inputs: number, width: number): RankLayer => ({
  weights: draws(inputs * width),
  bias: draws(width),
  width,
});

const FEATURES = 6;
const rows = draws(9 * FEATURES).map((value, at) => 10 * value + (at % FEATURES));
const standardizer = Standardizer.fit([rows.subarray(0, 24), rows.subarray(24)], FEATURES);
const network = new RankNetwork(standardizer, [layer(FEATURES, 5), layer(5, 4), layer(4, 1)]);

describe('standardising', () => {
  test('brings each feature to mean 0 and deviation 1, and leaves alone what never varies', () => {
    const scaled = standardizer.apply(rows);
    for (let f = 0; f < FEATURES; f++) {
      const column = Array.from({ length: 9 }, (_, row) => scaled[row * FEATURES + f]!);
      const mean = column.reduce((sum, value) => sum + value, 0) / 9;
      expect(mean).toBeCloseTo(0, 5);
      expect(column.reduce((sum, value) => sum + value * value, 0) / 9).toBeCloseTo(1, 5);
    }
    const still = Standardizer.fit([Float32Array.of(3, 3, 3)], 1);
    expect([...still.apply(Float32Array.of(3, 4))]).toEqual([0, 1]);
    expect([...standardizer.apply(Float32Array.from({ length: FEATURES }, () => 1e6))]).toEqual(
      Array(FEATURES).fill(5),
    );
  });
});

describe('a ranking network on the host', () => {
  test('scores as the same network written out', () => {
    const scaled = standardizer.apply(rows);
    for (let row = 0; row < 9; row++) {
      let x = [...scaled.subarray(row * FEATURES, (row + 1) * FEATURES)];
      network.layers.forEach(({ weights, bias, width }, l) => {
        const z = Array.from({ length: width }, (_, o) =>
          x.reduce((sum, value, i) => sum + weights[o * x.length + i]! * value, bias[o]!),
        );
        x = l === 2 ? z : z.map((value) => Math.max(0, value));
      });
      expect(network.scores(rows)[row]).toBeCloseTo(x[0]!, 12);
    }
    expect(network.parameters).toBe(6 * 5 + 5 + 5 * 4 + 4 + 4 + 1);
  });

  test('its shares are the Shapley values by all orders, and sum up to the difference from the mean', () => {
    const group = [0, 0, 1, 2, -1, 2];
    const row = 4;
    const shares = network.shares(rows, row, group, 3);
    // By definition: the mean over all orders of joining of what a group adds when it joins.
    const scaled = standardizer.apply(rows);
    const mean = Array.from(
      { length: FEATURES },
      (_, f) => Array.from({ length: 9 }, (__, r) => scaled[r * FEATURES + f]!).reduce((a, b) => a + b) / 9,
    );
    const plain = new RankNetwork(
      new Standardizer(new Float64Array(FEATURES), new Float64Array(FEATURES).fill(1)),
      network.layers,
    );
    const value = (joined: ReadonlySet<number>) =>
      plain.scores(
        Float32Array.from({ length: FEATURES }, (_, f) =>
          group[f]! < 0 || joined.has(group[f]!) ? scaled[row * FEATURES + f]! : mean[f]!,
        ),
      )[0]!;
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const expected = [0, 0, 0];
    for (const order of orders)
      order.forEach((g, at) => {
        const before = new Set(order.slice(0, at));
        expected[g]! += (value(new Set([...before, g])) - value(before)) / orders.length;
      });
    shares.forEach((share, g) => expect(share).toBeCloseTo(expected[g]!, 5));
    const all = value(new Set([0, 1, 2])) - value(new Set());
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(all, 5);
  });
});

describe('a ranker in the engine', () => {
  const source: RecallSource = {
    name: 'near',
    label: { en: 'near', zh: '相近' },
    weight: 2,
    recall: () => [
      { item: 1, score: 4 },
      { item: 2, score: 2 },
      { item: 3, score: 1 },
    ],
  };
  const reason = { en: 'because', zh: '因为' };
  const ranker = { reason, scores: () => [-7, 1, -3] };

  test('orders the candidates, in the range of the weighted scores, and says what it moved', () => {
    const { candidates, stages } = recommend([source], 0, { candidates: 3, count: 3, ranker });
    // Weighted: 2, 1, .5; −7 … 1 is stretched to .5 … 2.
    expect(candidates.map(({ item, score }) => [item, score])).toEqual([
      [2, 2],
      [3, 1.25],
      [1, 0.5],
    ]);
    expect(stages[1]).toMatchObject({ stage: 'rank', before: 3, after: 3 });
    expect(stages[1]!.moves).toEqual([
      { item: 2, from: 1, to: 0, reason },
      { item: 3, from: 2, to: 1, reason },
      { item: 1, from: 0, to: 2, reason },
    ]);
  });

  test('what the shopper turned still counts, and equal scores are by code', () => {
    const preference = (item: number) => (item === 1 ? 1.6 : 0);
    const turned = recommend([source], 0, { candidates: 3, count: 3, ranker, preference });
    expect(turned.candidates.map(({ item }) => item)).toEqual([1, 2, 3]);
    const alike = { reason, scores: () => [0, 0, 0] };
    const equal = recommend([source], 0, { candidates: 3, count: 3, ranker: alike });
    expect(equal.candidates.map(({ item, score }) => [item, score])).toEqual([
      [1, 0.5],
      [2, 0.5],
      [3, 0.5],
    ]);
  });
});
