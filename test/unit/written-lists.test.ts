import { expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { evaluate } from '../../src/evaluation/evaluate';
import { metricDefinitions } from '../../src/evaluation/metrics';
import type { EvaluationResult } from '../../src/evaluation/options';
import { predictionsCsv, probabilitiesCsv, recommendationsCsv } from '../../src/lab/list-files';
import type { Row } from './data-fixtures';
import { options, scoring, silent } from './evaluation-fixtures';
import { categoriesOf, itemName, ITEMS, parts, readCsv, split, train, USERS } from './written-lists-fixture';

/**
 * Every metric again, by separate code in f64, from the CSV files that are written and the rows that went in. Lists
 * reach to the last candidate, so that metrics over all candidates follow from the file too. Ids need quoting.
 */
const K = [1, 3, 10, ITEMS];

/** Few levels: ties are everywhere, across cutoffs too. */
const scoreOf = (user: number, item: number) => ((user * 7 + item * item * 3) % 5) / 4;
/** Between and beyond the ends of the scale, and sometimes nothing. */
const ratingOf = (user: number, item: number) =>
  (user + item) % 11 === 0 ? NaN : 0.3 + ((user * 13 + item * 29) % 53) / 10;

const backend = new CpuBackend();
const measured = (task: 'ranking' | 'rating', score: typeof scoreOf) =>
  evaluate(
    backend,
    scoring(backend, ITEMS, score),
    split,
    'test',
    {
      ...options,
      task,
      metrics: metricDefinitions
        .filter((one) => one.task === task && !one.ofProbabilities)
        .map(({ name }) => name),
      cutoffs: K,
      relevance: task === 'rating' ? 3 : 2,
    },
    silent,
  );

const of = (rows: readonly Row[], user: string) => rows.filter(([name]) => name === user);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const log2 = (value: number) => Math.log(value) / Math.LN2;

function expectFigures(
  result: EvaluationResult,
  expected: Readonly<Record<string, number>>,
  digits: number,
): void {
  expect(Object.keys(result.metrics).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, value] of Object.entries(expected))
    expect(result.metrics[key], key).toBeCloseTo(value, digits);
}

test('predictions.csv gives every rating metric', async () => {
  const result = await measured('rating', ratingOf);
  const rows = await readCsv(predictionsCsv(result.predictions!, train.userIds, train.itemIds));
  expect(rows).toHaveLength(parts.test.length);
  const pairs = rows.map(({ user, item, rating, prediction }) => {
    const row = of(parts.test, user!).find((one) => one[1] === item)!;
    expect(Number(rating)).toBe(row[2]);
    // The file has the shortest decimal of each f32.
    return [Number(rating), Math.fround(Number(prediction))] as const;
  });
  expect(pairs.every(([, prediction]) => prediction >= 1 && prediction <= 5)).toBe(true);
  const expected = {
    rmse: Math.sqrt(mean(pairs.map(([rating, prediction]) => (rating - prediction) ** 2))),
    mae: mean(pairs.map(([rating, prediction]) => Math.abs(rating - prediction))),
    accuracy: mean(pairs.map(([rating, prediction]) => Number(rating >= 3 === prediction >= 3))),
  };
  expectFigures(result, expected, 10);
});

/** One user's list as the file has it, and what it is held against. */
interface Judged {
  readonly user: string;
  readonly list: readonly string[];
  readonly scores: readonly number[];
  readonly relevant: readonly (readonly [item: string, rating: number])[];
  readonly history: readonly string[];
}

const raters = (item: string) => parts.train.filter(([, one]) => one === item).map(([user]) => user);
const ratersOf = new Map(
  Array.from({ length: ITEMS }, (_, item) => [itemName(item), raters(itemName(item))]),
);
const popularity = (item: string) => ratersOf.get(item)!.length;
const activeUsers = new Set(parts.train.map(([user]) => user)).size;

/** Metrics at a cutoff, from the list alone: definitions as the page prints them, written anew. */
const AT_CUTOFF: Readonly<Record<string, (judged: Judged, k: number) => number>> = {
  precision: (judged, k) => hitsOf(judged, k).length / k,
  recall: (judged, k) => hitsOf(judged, k).length / judged.relevant.length,
  f1: (judged, k) => (2 * hitsOf(judged, k).length) / (k + judged.relevant.length),
  'hit-rate': (judged, k) => Math.sign(hitsOf(judged, k).length),
  ndcg: (judged, k) => gain(hitsOf(judged, k)) / gain(first(Math.min(k, judged.relevant.length))),
  'ndcg-full-ideal': (judged, k) => gain(hitsOf(judged, k)) / gain(first(judged.relevant.length)),
  map: (judged, k) => precisions(hitsOf(judged, k)) / judged.relevant.length,
  'map-truncated': (judged, k) => precisions(hitsOf(judged, k)) / Math.min(k, judged.relevant.length),
  mrr: (judged, k) => (hitsOf(judged, k).length ? 1 / hitsOf(judged, k)[0]! : 0),
  'ndcg-graded': (judged, k) => {
    const graded = (rating: number, rank: number) => (rank <= k ? (2 ** rating - 1) / log2(rank + 1) : 0);
    const best = judged.relevant.map(([, rating]) => rating).sort((a, b) => b - a);
    return (
      sum(judged.relevant.map(([item, rating]) => graded(rating, averageRank(judged, item)))) /
      sum(best.map((rating, i) => graded(rating, i + 1)))
    );
  },
  novelty: ({ list }, k) =>
    mean(list.slice(0, k).map((item) => log2(activeUsers / Math.max(1, popularity(item))))),
  diversity: ({ list }, k) => {
    const pairs = list.slice(0, k).flatMap((a, i) =>
      list
        .slice(0, k)
        .slice(i + 1)
        .map((b) => [a, b] as const),
    );
    const apart = pairs.map(([a, b]) => {
      const both = ratersOf.get(a)!.filter((user) => ratersOf.get(b)!.includes(user)).length;
      return 1 - both / Math.sqrt(popularity(a) * popularity(b));
    });
    return pairs.length ? mean(apart) : 0;
  },
  serendipity: ({ list, relevant, history }, k) => {
    const expected = Array.from({ length: ITEMS }, (_, code) => train.itemIds.id(code))
      .filter((item) => !history.includes(item))
      .sort((a, b) => popularity(b) - popularity(a))
      .slice(0, k);
    const hits = list.slice(0, k).filter((item) => relevant.some(([one]) => one === item));
    return hits.filter((item) => !expected.includes(item)).length / k;
  },
  'popularity-bias': ({ list, history }, k) =>
    mean(list.slice(0, k).map(popularity)) / mean(history.map(popularity)) - 1,
  calibration: ({ list, history }, k) => {
    if (history.length === 0) return NaN;
    const share = (items: readonly string[], name: string) =>
      mean(
        items.map((item) => {
          const names = categoriesOf(Number(item.slice(2)));
          return names.includes(name) ? 1 / names.length : 0;
        }),
      );
    const terms = ['a', 'b', 'c'].map(
      (name) => [share(history, name), share(list.slice(0, k), name)] as const,
    );
    return sum(terms.map(([p, q]) => (p === 0 ? 0 : p * Math.log(p / (0.99 * q + 0.01 * p)))));
  },
};

/** Metrics over all candidates, from the scores of the whole list. */
const UNCUT: Readonly<Record<string, (judged: Judged) => number>> = {
  'ndcg-untruncated': (judged) => gain(ranksOf(judged)) / gain(first(judged.relevant.length)),
  'mrr-full': (judged) => 1 / Math.min(...ranksOf(judged)),
  'r-precision': (judged) =>
    ranksOf(judged).filter((rank) => rank <= judged.relevant.length).length / judged.relevant.length,
  rbp: (judged) => 0.2 * sum(ranksOf(judged).map((rank) => 0.8 ** (rank - 1))),
  auc: ({ list, scores, relevant }) => {
    const wanted = scores.filter((_, i) => relevant.some(([item]) => item === list[i]));
    const others = scores.filter((_, i) => !relevant.some(([item]) => item === list[i]));
    return mean(wanted.flatMap((a) => others.map((b) => (Math.sign(a - b) + 1) / 2)));
  },
};

function hitsOf({ list, relevant }: Judged, k: number): number[] {
  return list.flatMap((item, i) => (i < k && relevant.some(([one]) => one === item) ? [i + 1] : []));
}

function averageRank({ list, scores }: Judged, item: string): number {
  const score = scores[list.indexOf(item)]!;
  const equal = scores.filter((other) => other === score).length;
  return scores.filter((other) => other > score).length + (equal + 1) / 2;
}

const ranksOf = (judged: Judged) => judged.relevant.map(([item]) => averageRank(judged, item));
const first = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const gain = (ranks: readonly number[]) => sum(ranks.map((rank) => 1 / log2(rank + 1)));
const precisions = (ranks: readonly number[]) => sum(ranks.map((rank, i) => (i + 1) / rank));

test('recommendations.csv gives every ranking metric, user by user and overall', async () => {
  const result = await measured('ranking', scoreOf);
  const rows = await readCsv(recommendationsCsv(result.recommendations!, train.userIds, train.itemIds));
  const users = [...new Set(rows.map(({ user }) => user!))];
  const judged = users.map((user): Judged => {
    const own = rows.filter((row) => row['user'] === user);
    expect(own.map(({ rank }) => Number(rank))).toEqual(first(own.length));
    return {
      user,
      list: own.map(({ item }) => item!),
      scores: own.map(({ score }) => Number(score)),
      relevant: of(parts.test, user).flatMap(([, item, rating]) =>
        rating! >= 2 ? [[item, rating!] as const] : [],
      ),
      history: of(parts.train, user).map(([, item]) => item),
    };
  });

  // What the fixture is for: users without history, users left out, short lists, ties across a cutoff.
  expect(judged.some(({ history }) => history.length === 0)).toBe(true);
  expect(users.length).toBeLessThan(USERS - 10);
  expect(judged.some(({ list }) => list.length < 6)).toBe(true);
  expect(judged.filter(({ scores }) => scores[2] === scores[3]).length).toBeGreaterThan(10);
  for (const { user, list, scores, history } of judged) {
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const hidden = [...history, ...of(parts.validation, user).map(([, item]) => item)];
    expect([...list, ...hidden].sort()).toEqual(Array.from({ length: ITEMS }, (_, i) => itemName(i)).sort());
  }

  const expected: Record<string, number> = {};
  const settle = (key: string, values: readonly number[]) => {
    values.forEach((value, i) => {
      const ours = result.perUser[key]![i]!;
      if (Number.isFinite(value)) expect(ours, `${key} of ${users[i]}`).toBeCloseTo(value, 6);
      else expect(ours, `${key} of ${users[i]}`).toBeNaN();
    });
    expected[key] = mean(values.filter(Number.isFinite));
  };
  expect([...result.users].map((code) => train.userIds.id(code))).toEqual(users);
  for (const [name, metric] of Object.entries(AT_CUTOFF))
    for (const k of K)
      settle(
        `${name}@${k}`,
        judged.map((one) => metric(one, k)),
      );
  for (const [name, metric] of Object.entries(UNCUT)) settle(name, judged.map(metric));
  for (const k of K) {
    const counts = first(ITEMS).map(
      (n) => judged.filter(({ list }) => list.slice(0, k).includes(itemName(n - 1))).length,
    );
    expected[`coverage@${k}`] = counts.filter(Boolean).length / ITEMS;
    const differences = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)));
    expected[`gini@${k}`] = mean(differences) / (2 * mean(counts));
  }
  expectFigures(result, expected, 6);
});

test('probabilities.csv gives every metric of probabilities, and the pairs are as they are said to be', async () => {
  // Users with much held out find fewer than three others for each; few levels, so that equal scores are everywhere.
  const logitOf = (user: number, item: number) => 2 * scoreOf(user, item) - 1.5;
  const result = await evaluate(
    backend,
    { ...scoring(backend, ITEMS, logitOf), logits: { negatives: 3 } },
    split,
    'test',
    { ...options, metrics: ['log-loss', 'pooled-auc', 'calibration-error'], relevance: 2 },
    silent,
  );
  const rows = await readCsv(probabilitiesCsv(result.clicks!, train.userIds, train.itemIds));
  const pairs = rows.map(({ user, item, chosen, logit, probability }) => {
    const p = Number(probability);
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-Number(logit))), 12);
    return { user: user!, item: item!, t: Number(chosen), p };
  });
  const known = [...parts.train, ...parts.validation, ...parts.test];
  for (const user of new Set(pairs.map((pair) => pair.user))) {
    const own = pairs.filter((pair) => pair.user === user);
    const [wanted, drawn] = [1, 0].map((t) =>
      own
        .filter((one) => one.t === t)
        .map(({ item }) => item)
        .sort(),
    );
    const relevant = of(parts.test, user).filter(([, , rating]) => rating! >= 2);
    const seen = of(known, user).map(([, item]) => item);
    expect(wanted).toEqual(relevant.map(([, item]) => item).sort());
    expect(drawn!.filter((item) => seen.includes(item))).toEqual([]);
    expect(new Set(drawn).size).toBe(
      Math.min(3 * relevant.length, Math.floor((ITEMS - new Set(seen).size) / 2)),
    );
  }

  const inOrder = [...pairs].sort((a, b) => a.p - b.p);
  const parted = new Map<number, { t: number; p: number }[]>();
  let part = 0;
  inOrder.forEach((pair, i) => {
    const edges = first(9).map((b) => Math.round((b * inOrder.length) / 10));
    if (inOrder[i - 1]?.p !== pair.p) part = edges.filter((edge) => edge <= i).length;
    parted.set(part, [...(parted.get(part) ?? []), pair]);
  });
  const [hits, others] = [1, 0].map((t) => pairs.filter((pair) => pair.t === t));
  const gaps = [...parted.values()].map(
    (group) => group.length * Math.abs(mean(group.map(({ t }) => t)) - mean(group.map(({ p }) => p))),
  );
  const expected = {
    'log-loss': mean(pairs.map(({ t, p }) => -Math.log(t ? p : 1 - p))),
    'pooled-auc': mean(hits!.flatMap((a) => others!.map((b) => (Math.sign(a.p - b.p) + 1) / 2))),
    'calibration-error': sum(gaps) / pairs.length,
  };
  expect(gaps.length).toBeGreaterThan(2);
  expectFigures(result, expected, 9);
});
