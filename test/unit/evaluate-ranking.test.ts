import { describe, expect, test } from 'vitest';
import { NO_ITEM } from '../../src/compute/contracts/select';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { sampledCandidates, relevantItems } from '../../src/evaluation/candidates';
import { evaluate } from '../../src/evaluation/evaluate';
import { itemsOf, options, randomSplit, scoring, silent } from './evaluation-fixtures';

const backend = new CpuBackend();
const split = randomSplit(60, 40);
const { items } = split.train;

/** Few values, so that ties are everywhere; some items are no candidates for some users. */
const coarse = (user: number, item: number) =>
  (user + item) % 13 === 0 ? -Infinity : ((user * 7 + item * 5) % 11) / 4;
/** No two equal. */
const fine = (user: number, item: number) => Math.sin(user * 100 + item);

/** Candidates in the order of the list: score descending, then code. */
function ranked(
  user: number,
  scoreOf: (user: number, item: number) => number,
  candidates: readonly number[],
) {
  return candidates
    .filter((item) => scoreOf(user, item) > -Infinity)
    .sort((a, b) => Math.fround(scoreOf(user, b)) - Math.fround(scoreOf(user, a)) || a - b);
}

const all = Array.from({ length: items }, (_, item) => item);
const unseen = (user: number) => {
  const seen = new Set([...itemsOf(split.train, user), ...itemsOf(split.validation, user)]);
  return all.filter((item) => !seen.has(item));
};
const testUsers = Array.from({ length: split.test.users }, (_, user) => user).filter(
  (user) => itemsOf(split.test, user).length > 0,
);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  ['ties and missing candidates', coarse],
  ['all different', fine],
])('full ranking: %s', (_name, scoreOf) => {
  test('lists are the brute-force lists, and figures follow from them', async () => {
    const result = await evaluate(backend, scoring(backend, items, scoreOf), split, 'test', options, silent);
    expect([...result.users]).toEqual(testUsers);
    const lists = testUsers.map((user) => ranked(user, scoreOf, unseen(user)).slice(0, 10));
    lists.forEach((list, position) => {
      const written = result.recommendations!.items.subarray(position * 10, (position + 1) * 10);
      expect([...written]).toEqual([...list, ...new Array<number>(10 - list.length).fill(NO_ITEM)]);
    });
    for (const k of [3, 10]) {
      const hits = lists.map((list, position) => {
        const relevant = itemsOf(split.test, testUsers[position]!);
        return list.slice(0, k).map((item) => relevant.includes(item));
      });
      const counts = hits.map((list) => list.filter(Boolean).length);
      const sizes = testUsers.map((user) => itemsOf(split.test, user).length);
      expect(result.metrics[`precision@${k}`]).toBeCloseTo(mean(counts.map((count) => count / k)), 12);
      expect(result.metrics[`recall@${k}`]).toBeCloseTo(
        mean(counts.map((count, i) => count / sizes[i]!)),
        12,
      );
      const gain = (list: readonly boolean[]) =>
        list.reduce((sum, hit, i) => sum + (hit ? 1 / Math.log2(i + 2) : 0), 0);
      const ndcg = hits.map(
        (list, i) => gain(list) / gain(new Array<boolean>(Math.min(k, sizes[i]!)).fill(true)),
      );
      expect(result.metrics[`ndcg@${k}`]).toBeCloseTo(mean(ndcg), 6);
      ndcg.forEach((value, i) => expect(result.perUser[`ndcg@${k}`]![i]).toBeCloseTo(value, 6));
    }
  });
});

test('AUC is the share of pairs in order, equal scores counting half', async () => {
  const scoreOf = (user: number, item: number) => (user * 7 + item * 5) % 11;
  const result = await evaluate(backend, scoring(backend, items, scoreOf), split, 'test', options, silent);
  testUsers.forEach((user, position) => {
    const relevant = itemsOf(split.test, user);
    const others = unseen(user).filter((item) => !relevant.includes(item));
    const pairs = relevant.flatMap((i) =>
      others.map((j) => (Math.sign(scoreOf(user, i) - scoreOf(user, j)) + 1) / 2),
    );
    expect(result.perUser['auc']![position]).toBeCloseTo(mean(pairs), 12);
  });
});

test('a relevance threshold leaves out users without relevant items, and low ratings are no hits', async () => {
  const result = await evaluate(
    backend,
    scoring(backend, items, fine),
    split,
    'test',
    { ...options, relevance: 5 },
    silent,
  );
  const { byUser } = split.test;
  const relevant = testUsers.map((user) =>
    itemsOf(split.test, user).filter((_, i) => byUser.values[byUser.offsets[user]! + i]! >= 5),
  );
  const kept = testUsers.filter((_, i) => relevant[i]!.length > 0);
  expect([...result.users]).toEqual(kept);
  const precision = kept.map((user) => {
    const list = ranked(user, fine, unseen(user)).slice(0, 10);
    return list.filter((item) => relevant[testUsers.indexOf(user)]!.includes(item)).length / 10;
  });
  expect(result.metrics['precision@10']).toBeCloseTo(mean(precision), 12);
});

test('the validation part masks training items only', async () => {
  const result = await evaluate(backend, scoring(backend, items, fine), split, 'validation', options, silent);
  result.users.forEach((user, position) => {
    const candidates = all.filter((item) => !itemsOf(split.train, user).includes(item));
    const written = result.recommendations!.items.subarray(position * 10, (position + 1) * 10);
    expect([...written].filter((item) => item !== NO_ITEM)).toEqual(
      ranked(user, fine, candidates).slice(0, 10),
    );
  });
});

test('warm and cold users are told apart', async () => {
  const result = await evaluate(backend, scoring(backend, items, fine), split, 'test', options, silent);
  const cold = testUsers.filter((user) => itemsOf(split.train, user).length === 0);
  expect(result.testUsers).toEqual({ all: testUsers.length, cold: cold.length });
  expect(cold.length).toBeGreaterThan(0);
  for (const [group, members] of [
    ['cold', cold],
    ['warm', testUsers.filter((user) => !cold.includes(user))],
  ] as const) {
    const values = members.map((user) => result.perUser['ndcg@10']![testUsers.indexOf(user)]!);
    expect(result.groups[group]!['ndcg@10']).toBeCloseTo(mean(values), 12);
  }
});

describe('sampled candidates', () => {
  const relevant = relevantItems(split.test, null);

  test('are drawn once, uniformly, from items in none of the user’s parts', () => {
    const first = sampledCandidates(split, 'test', relevant, 10, 3);
    expect(sampledCandidates(split, 'test', relevant, 10, 3)).toEqual(first);
    expect(sampledCandidates(split, 'test', relevant, 10, 4)).not.toEqual(first);
    for (const user of testUsers) {
      const row = [...first.indices.subarray(first.offsets[user], first.offsets[user + 1])];
      const held = itemsOf(split.test, user);
      const drawn = row.filter((item) => !held.includes(item));
      expect(row).toEqual([...new Set(row)].sort((a, b) => a - b));
      expect(row.length).toBe(held.length + drawn.length);
      expect(drawn.length).toBe(Math.min(10, unseen(user).length - held.length));
      expect(drawn.every((item) => unseen(user).includes(item))).toBe(true);
    }
  });

  test('ranks are average ranks among the candidates, and the figure says that it is sampled', async () => {
    const candidates = sampledCandidates(split, 'test', relevant, 10, options.seed);
    const scoreOf = (user: number, item: number) => (user * 7 + item * 5) % 4;
    const result = await evaluate(
      backend,
      scoring(backend, items, scoreOf),
      split,
      'test',
      { ...options, candidates: { sampled: 10 } },
      silent,
    );
    const recall = testUsers.map((user) => {
      const row = [...candidates.indices.subarray(candidates.offsets[user], candidates.offsets[user + 1])];
      const within = itemsOf(split.test, user).filter((item) => {
        const greater = row.filter((other) => scoreOf(user, other) > scoreOf(user, item)).length;
        const equal = row.filter((other) => scoreOf(user, other) === scoreOf(user, item)).length;
        return greater + (equal + 1) / 2 <= 3;
      });
      return within.length / itemsOf(split.test, user).length;
    });
    expect(result.metrics['recall@3']).toBeCloseTo(mean(recall), 12);
    expect(result.warnings.map(({ code }) => code)).toEqual(['evaluation.sampled-candidates']);
  });
});

test('ties across the cutoff are told', async () => {
  const result = await evaluate(
    backend,
    scoring(backend, items, () => 1),
    split,
    'test',
    options,
    silent,
  );
  expect(result.warnings.map(({ code }) => code)).toEqual(['evaluation.ties-at-cutoff']);
});

test('an unknown metric names those there are', async () => {
  await expect(
    evaluate(
      backend,
      scoring(backend, items, fine),
      split,
      'test',
      { ...options, metrics: ['rmse'] },
      silent,
    ),
  ).rejects.toMatchObject({ code: 'evaluation.unknown-metric', where: { path: 'evaluation.metrics' } });
});

test('all that was made is given back', async () => {
  const own = new CpuBackend();
  const before = own.memory.current;
  await evaluate(own, scoring(own, items, fine), split, 'test', options, silent);
  expect(own.memory.current).toBe(before);
});
