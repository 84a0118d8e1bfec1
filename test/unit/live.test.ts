import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { Histories } from '../../src/live/history';
import { Latency } from '../../src/live/latency';
import { mcNemar } from '../../src/live/mcnemar';
import { StreamMean } from '../../src/live/models/mean';
import { StreamPopularity } from '../../src/live/models/popularity';
import { Prequential } from '../../src/live/prequential';
import { SlidingMean } from '../../src/live/window';
import { Top } from '../../src/ranking/top';

const event = (user: number, item: number, timestamp = 0, rating = 1) =>
  ({ kind: 'purchase', user, item, rating, timestamp }) as const;

describe('the top of a list', () => {
  test('is what sorting gives, ties to the lower item', () => {
    const random = new Random(1, 'top');
    for (let round = 0; round < 50; round++) {
      const offers = Array.from({ length: 1 + random.below(40) }, (_, item) => ({
        item,
        score: random.below(6),
      }));
      const top = new Top(1 + random.below(10));
      for (const { item, score } of random.shuffle([...offers])) top.offer(item, score);
      const sorted = [...offers].sort((a, b) => b.score - a.score || a.item - b.item);
      expect(top.list()).toEqual(sorted.slice(0, top.count));
    }
  });
});

describe('latencies', () => {
  test('have percentiles to 2 %', () => {
    const latency = new Latency();
    for (let i = 1; i <= 1000; i++) latency.add(i / 10);
    const { p50, p95, p99, max, count } = latency.summary();
    expect(Math.abs(p50! / 50 - 1)).toBeLessThan(0.02);
    expect(Math.abs(p95! / 95 - 1)).toBeLessThan(0.02);
    expect(Math.abs(p99! / 99 - 1)).toBeLessThan(0.02);
    expect([max, count]).toEqual([100, 1000]);
    expect(new Latency().summary().p50).toBeNull();
  });
});

test('a sliding mean is the mean of the last values', () => {
  const mean = new SlidingMean(4);
  const values = [3, 1, 4, 1, 5, 9, 2, 6, 5];
  values.forEach((value, i) => {
    mean.add(value);
    const last = values.slice(Math.max(0, i - 3), i + 1);
    expect(mean.mean).toBeCloseTo(last.reduce((a, b) => a + b) / last.length, 12);
    expect([...mean.values()]).toEqual(last);
  });
});

describe('McNemar', () => {
  // scipy.stats.binomtest(k, n).pvalue
  test.each([
    [3, 10, 0.0922851562],
    [0, 6, 0.03125],
    [5, 5, 1],
    [40, 60, 0.0568879],
  ])('%i against %i', (a, b, p) => {
    const first = [...Array<number>(a).fill(1), ...Array<number>(b).fill(0), 1, 0];
    const second = [...Array<number>(a).fill(0), ...Array<number>(b).fill(1), 1, 0];
    const test = mcNemar(first, second);
    expect([test.onlyFirst, test.onlySecond]).toEqual([a, b]);
    expect(test.p).toBeCloseTo(p, 6);
  });
});

describe('popularity', () => {
  test('halves an event’s weight each half-life, over any span', () => {
    const histories = new Histories();
    const popularity = new StreamPopularity(histories, 10);
    // Item 0 three times at first, item 1 twice one half-life later, item 2 once after a thousand.
    for (let i = 0; i < 3; i++) popularity.learn(event(0, 0, 0));
    for (let i = 0; i < 2; i++) popularity.learn(event(0, 1, 10));
    expect(popularity.recommend(5, 3).map(({ item }) => item)).toEqual([1, 0]);
    popularity.learn(event(0, 2, 10_000));
    expect(popularity.recommend(5, 1)[0]!.item).toBe(2);
    expect(popularity.recommend(5, 3).every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  test('forgets what is taken back', () => {
    const popularity = new StreamPopularity(new Histories());
    popularity.learn(event(0, 4));
    popularity.unlearn(event(0, 4));
    expect(popularity.recommend(1, 5)).toEqual([]);
  });
});

describe('histories', () => {
  test('count pairs once and forget them one time after the other', () => {
    const histories = new Histories();
    histories.add(event(2, 7));
    histories.add(event(2, 7, 1, 5));
    expect([histories.users, histories.items, histories.interactions]).toEqual([3, 8, 1]);
    expect([histories.of(2).get(7), histories.times(2, 7)]).toEqual([5, 2]);
    histories.remove(2, 7);
    expect([histories.of(2).get(7), histories.times(2, 7)]).toEqual([1, 1]);
    histories.remove(2, 7);
    expect([histories.knows(2), histories.interactions]).toEqual([false, 0]);
  });
});

describe('prequential evaluation', () => {
  const options = { topN: 1, window: 2, ratingRange: [1, 5] as const, delay: 0, points: 10, length: 4 };

  test('judges before it learns, and only users it knows', () => {
    const histories = new Histories();
    const prequential = new Prequential(histories, [new StreamPopularity(histories)], options);
    for (const each of [event(0, 0), event(1, 0), event(0, 1), event(1, 1)]) prequential.next(each);
    const [result] = prequential.results();
    // User 0 at item 1: nothing but the seen item 0 is known, a miss. User 1 at item 1: listed, a hit.
    expect([result!.judged, result!.recall, result!.mrr]).toEqual([2, 0.5, 0.5]);
    expect(result!.series.at(-1)).toMatchObject({ event: 4, recall: 0.5, rmse: null });
  });

  test('tells events of items apart that nobody had, and weighs a hit by its rank', () => {
    const histories = new Histories();
    const second = {
      name: 'second',
      recommend: () => [4, 2].map((item) => ({ item, score: 1 })),
      score: () => 1,
      learn: () => {},
    };
    const prequential = new Prequential(histories, [second], { ...options, topN: 2 });
    // User 0 is not known at first; then item 2 is cold and on the list, item 3 cold and off it, item 2 warm.
    for (const each of [event(0, 0), event(0, 2), event(0, 3), event(1, 3), event(1, 2)])
      prequential.next(each);
    const [result] = prequential.results();
    expect(result).toMatchObject({ judged: 3, cold: { judged: 2, recall: 0.5 }, warmRecall: 1 });
    expect(result!.ndcg).toBeCloseTo((2 / 3) * (Math.LN2 / Math.log(3)), 12);
  });

  test('with delayed feedback models learn later', () => {
    const squares = (delay: number) => {
      const histories = new Histories();
      const prequential = new Prequential(histories, [new StreamMean()], { ...options, delay });
      for (const rating of [5, 5, 5, 5]) prequential.next(event(0, 0, 0, rating));
      return prequential.results()[0]!.rmse;
    };
    // Until it learns it predicts 0, cut to 1: an error of 4 on the first event, or on the first three.
    expect(squares(0)).toBeCloseTo(Math.sqrt(16 / 4), 12);
    expect(squares(2)).toBeCloseTo(Math.sqrt((3 * 16) / 4), 12);
  });
});
