import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { statistics } from '../../src/data/statistics';
import { simulateStore, storeStart, type StoreTruth } from '../../src/data/store';
import { exponential, StoreRandom } from '../../src/data/store/random';
import { makeSplits } from '../../src/evaluation/splits';
import { ResearcherError } from '../../src/errors';

const small = { customers: 500, items: 400, interactions: 12_000 };

describe('random numbers of the store', () => {
  it('exponential has nine digits', () => {
    for (let x = -40; x <= 40; x += 0.37)
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-9);
  });

  it('uniform and normal have their moments', () => {
    const random = new StoreRandom(1, 2, 3);
    let sum = 0;
    let square = 0;
    const count = 20_000;
    for (let draw = 0; draw < count; draw++) {
      const value = random.normal();
      sum += value;
      square += value * value;
    }
    // Standard errors: 1/√n of the mean, √(2/n) of the variance; four of each.
    expect(Math.abs(sum / count)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(square / count - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  });
});

describe('the simulated store', () => {
  it('is the same for the same seed, bit for bit, and another for another', () => {
    const one = simulateStore(small, 7);
    const two = simulateStore(small, 7);
    expect(two.table.source.sha256).toBe(one.table.source.sha256);
    expect(two.metadata).toEqual(one.metadata);
    expect(simulateStore(small, 8).table.source.sha256).not.toBe(one.table.source.sha256);
    // A change here changes every figure ever measured on the store: only on purpose.
    expect(one.table.source.sha256).toBe('a455bce06ddaca30f3efc22b83c73464589628bb7abfbb409e68340731139f6a');
  });

  it('has exactly the customers and distinct purchases asked for, in time order', () => {
    const { table } = simulateStore(small, 1);
    const dataset = encode([table], { feedback: 'implicit' }).datasets[0]!;
    expect([dataset.users, dataset.interactions]).toEqual([500, 12_000]);
    expect(dataset.items).toBeGreaterThan(380);
    expect(table.timestamps!.every((time, row) => row === 0 || time >= table.timestamps![row - 1]!)).toBe(
      true,
    );
    expect(table.timestamps![0]).toBeGreaterThanOrEqual(storeStart);
    expect(table.timestamps![table.length - 1]).toBeLessThan(storeStart + 366 * 86_400);
  });

  it('rates a part from 1 to 5; explicit feedback is that part', () => {
    const { table } = simulateStore(small, 1);
    const rated = [...table.ratings!].filter((rating) => !Number.isNaN(rating));
    expect(new Set(rated)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(Math.abs(rated.length / 12_000 - 0.35)).toBeLessThan(0.03);
    expect(encode([table], { feedback: 'explicit' }).datasets[0]!.interactions).toBe(rated.length);
  });

  it('its titles read in two languages and are distinct', () => {
    const { metadata } = simulateStore(small, 1);
    const { titles, categories, brands, prices } = metadata;
    expect(new Set(titles!.map((title) => title.en)).size).toBe(titles!.length);
    for (const title of titles!) {
      expect(title.en).toMatch(/^[\x20-\x7e’–]+$/);
      expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(categories!.every((path) => path.length === 2)).toBe(true);
    expect(brands!.every((brand) => brand !== null)).toBe(true);
    expect(prices!.every((price) => price > 0)).toBe(true);
  });

  it('sells nothing before it has arrived', () => {
    const store = simulateStore({ ...small, newItems: 0.5 }, 3);
    const { table } = store;
    const dataset = encode([table], { feedback: 'implicit', duplicates: 'first' }).datasets[0]!;
    const month = storeStart + 30 * 86_400;
    let late = 0;
    for (let item = 0; item < dataset.items; item++) {
      const times = dataset.byItem.timestamps!.subarray(
        dataset.byItem.offsets[item],
        dataset.byItem.offsets[item + 1],
      );
      if (times.length >= 15 && Math.min(...times) > month + 30 * 86_400) late++;
    }
    expect(late).toBeGreaterThan(20);
    const stream = store.events();
    const purchases = stream.kinds.filter((kind) => kind === 'purchase').length;
    expect(purchases).toBe(table.length);
    expect(stream.kinds.filter((kind) => kind === 'view').length).toBeGreaterThan(2 * purchases);
    expect(stream.timestamps.every((time, row) => row === 0 || time >= stream.timestamps[row - 1]!)).toBe(
      true,
    );
  });

  it('refuses parameters out of range', () => {
    expect(() => simulateStore({ customers: 3 }, 1)).toThrow(ResearcherError);
    expect(() => simulateStore({ ...small, interactions: 200_000 }, 1)).toThrow(/500 to 50000/);
    expect(() => simulateStore(JSON.parse('{"clients": 5}') as Record<string, number>, 1)).toThrow(
      /no parameter "clients"/,
    );
  });
});

describe('the truth', () => {
  it('gives probabilities, by any coding of the items', () => {
    const { table, truth } = simulateStore(small, 5);
    const tile = truth.preferences(Uint32Array.of(3, 10));
    const sum = (row: number) =>
      tile.subarray(row * truth.items, (row + 1) * truth.items).reduce((a, b) => a + b, 0);
    // Products that nobody bought are not in the table; the rest of the probability is theirs.
    for (const row of [0, 1]) {
      expect(sum(row)).toBeLessThan(1.0001);
      expect(sum(row)).toBeGreaterThan(0.9);
    }
    expect(truth.preference(10, 7)).toBe(tile[truth.items + 7]);
    const explicit = encode([table], { feedback: 'explicit' }).datasets[0]!;
    const recoded = truth.recoded(explicit);
    const item = 9;
    const user = 4;
    const original = [
      table.userIds.code(explicit.userIds.id(user))!,
      table.itemIds.code(explicit.itemIds.id(item))!,
    ] as const;
    expect(recoded.preference(user, item)).toBe(truth.preference(...original));
    expect(recoded.rating(user, item)).toBe(truth.rating(...original));
    expect(truth.ratings(Uint32Array.of(original[0]))[original[1]]).toBe(
      Math.fround(truth.rating(...original)),
    );
  });

  it('true ratings explain given ones better than the item mean does', () => {
    const { table, truth } = simulateStore(small, 5);
    const dataset = encode([table], { feedback: 'explicit' }).datasets[0]!;
    const recoded = truth.recoded(dataset);
    const { byItem } = dataset;
    let byMean = 0;
    let byTruth = 0;
    for (let item = 0; item < dataset.items; item++) {
      const ratings = byItem.values.subarray(byItem.offsets[item], byItem.offsets[item + 1]);
      const mean = ratings.reduce((a, b) => a + b, 0) / ratings.length;
      ratings.forEach((rating, index) => {
        const user = byItem.indices[byItem.offsets[item]! + index]!;
        byMean += (rating - mean) ** 2;
        byTruth +=
          (rating - recoded.rating(user, item, byItem.timestamps![byItem.offsets[item]! + index])) ** 2;
      });
    }
    const rmse = (sum: number) => Math.sqrt(sum / dataset.interactions);
    // Noise of 0.55 stars and the rounding (√(1/12) = 0.29) leave √(0.55² + 0.29²) = 0.62.
    expect(rmse(byTruth)).toBeLessThan(0.66);
    expect(rmse(byMean)).toBeGreaterThan(rmse(byTruth) + 0.05);
  });
});

describe('the default store', () => {
  const store = simulateStore({}, 42);
  const dataset = encode([store.table], { feedback: 'implicit' }).datasets[0]!;

  it('has the shape of UCI Online Retail', () => {
    const result = statistics(dataset);
    expect([result.users, result.interactions]).toEqual([4300, 270_000]);
    expect(result.items).toBeGreaterThan(3600);
    // Online Retail, cleaned: Gini .591, head shares .074 .249 .397 .604 .904, median user 35, median item 40.
    const real = { 1: 0.074, 5: 0.249, 10: 0.397, 20: 0.604, 50: 0.904 };
    for (const [percent, share] of result.head) {
      expect(Math.abs(share - real[percent as keyof typeof real])).toBeLessThan(0.03);
    }
    expect(Math.abs(result.gini - 0.591)).toBeLessThan(0.03);
    expect(Math.abs(result.perUser.median - 35)).toBeLessThan(8);
    expect(Math.abs(result.perItem.median - 40)).toBeLessThan(8);
  });

  it('collaborative filtering clearly beats popularity, and nothing beats the truth', () => {
    const [split] = makeSplits(
      dataset,
      { protocol: 'random-per-user', testRatio: 0.2, validationRatio: 0 },
      1,
    );
    const result = precisionAtTen(split!.train, split!.test, store.truth.recoded(dataset));
    expect(result.itemKnn).toBeGreaterThan(2 * result.popularity);
    expect(result.truth).toBeGreaterThan(1.2 * result.itemKnn);
  }, 60_000);
});

/** Mean precision@10 over every fortieth user, by plain loops in f64. */
function precisionAtTen(train: Dataset, test: Dataset, truth: StoreTruth) {
  const popularity = Float64Array.from({ length: train.items }, (_, item) => degree(train, item));
  const totals = { popularity: 0, itemKnn: 0, truth: 0 };
  let users = 0;
  for (let user = 0; user < train.users; user += 40) {
    const seen = train.byUser.indices.subarray(train.byUser.offsets[user], train.byUser.offsets[user + 1]);
    const held = new Set(
      test.byUser.indices.subarray(test.byUser.offsets[user], test.byUser.offsets[user + 1]),
    );
    if (held.size === 0) continue;
    users++;
    const middle = storeStart + 200 * 86_400;
    const scores = {
      popularity,
      itemKnn: itemKnnScores(train, seen, popularity),
      truth: Float64Array.from(truth.preferences(Uint32Array.of(user), middle)),
    };
    for (const name of ['popularity', 'itemKnn', 'truth'] as const) {
      const masked = scores[name].slice();
      for (const item of seen) masked[item] = -1;
      const best = [...masked.keys()].sort((a, b) => masked[b]! - masked[a]!).slice(0, 10);
      totals[name] += best.filter((item) => held.has(item)).length / 10;
    }
  }
  return {
    popularity: totals.popularity / users,
    itemKnn: totals.itemKnn / users,
    truth: totals.truth / users,
  };
}

/** Cosine with a shrinkage of 20 between each seen item and all others, summed. */
function itemKnnScores(train: Dataset, seen: Uint32Array, popularity: Float64Array): Float64Array {
  const scores = new Float64Array(train.items);
  for (const item of seen) {
    const common = new Float64Array(train.items);
    for (let at = train.byItem.offsets[item]!; at < train.byItem.offsets[item + 1]!; at++) {
      const user = train.byItem.indices[at]!;
      for (let entry = train.byUser.offsets[user]!; entry < train.byUser.offsets[user + 1]!; entry++) {
        common[train.byUser.indices[entry]!]!++;
      }
    }
    for (let other = 0; other < train.items; other++) {
      const norm = Math.sqrt(popularity[item]! * popularity[other]!);
      if (other !== item && common[other]) scores[other]! += common[other]! / (norm + 20);
    }
  }
  return scores;
}

function degree(dataset: Dataset, item: number): number {
  return dataset.byItem.offsets[item + 1]! - dataset.byItem.offsets[item]!;
}
