import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent, StreamModel } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { StreamBpr } from '../../src/live/models/bpr-mf';
import { StreamItemKnn } from '../../src/live/models/item-knn';
import { StreamUserKnn } from '../../src/live/models/user-knn';

const [USERS, ITEMS, SHRINKAGE, NEIGHBOURS] = [12, 40, 3, 4];
const makers: Readonly<
  Record<string, (histories: Histories) => StreamModel & Required<Pick<StreamModel, 'recommend' | 'unlearn'>>>
> = {
  'item-knn': (histories) => new StreamItemKnn(histories, { shrinkage: SHRINKAGE, recency: 1 }),
  'user-knn': (histories) => new StreamUserKnn(histories, { neighbours: NEIGHBOURS, shrinkage: SHRINKAGE }),
};

const eventOf = (random: Random): StreamEvent => ({
  kind: 'purchase',
  user: random.below(USERS),
  item: random.below(1 + random.below(ITEMS)),
  rating: 1,
  timestamp: 0,
});

/** Scores from the definition, over sets. */
function oracle(name: string, sets: readonly ReadonlySet<number>[], user: number): Map<number, number> {
  const related = (a: ReadonlySet<number>, b: ReadonlySet<number>) =>
    Math.fround([...a].filter((x) => b.has(x)).length / (Math.sqrt(a.size * b.size) + SHRINKAGE));
  const owners = Array.from(
    { length: ITEMS },
    (_, item) => new Set([...sets.keys()].filter((u) => sets[u]!.has(item))),
  );
  const nearest = [...sets.keys()]
    .filter((other) => other !== user)
    .map((other) => ({ other, s: related(sets[user]!, sets[other]!) }))
    .sort((a, b) => b.s - a.s || a.other - b.other)
    .slice(0, NEIGHBOURS);
  const scores = new Map<number, number>();
  for (let item = 0; item < ITEMS; item++) {
    if (sets[user]!.has(item)) continue;
    const score =
      name === 'item-knn'
        ? [...sets[user]!].reduce((sum, other) => sum + related(owners[other]!, owners[item]!), 0)
        : nearest.reduce((sum, { other, s }) => sum + (sets[other]!.has(item) ? s : 0), 0);
    if (score > 0) scores.set(item, score);
  }
  return scores;
}

describe.each(Object.keys(makers))('%s on a stream', (name) => {
  test('scores as its definition does on the data as they are, events taken back included', () => {
    const random = new Random(5, name);
    const histories = new Histories();
    const model = makers[name]!(histories);
    const past: StreamEvent[] = [];
    for (let step = 0; step < 240; step++) {
      if (past.length > 0 && random.uniform() < 0.3) {
        const [event] = past.splice(random.below(past.length), 1);
        model.unlearn(event!);
        histories.remove(event!.user, event!.item);
      } else {
        const event = eventOf(random);
        model.learn(event);
        histories.add(event);
        past.push(event);
      }
      if (step % 30 < 29) continue;
      const sets = Array.from({ length: USERS }, (_, user) => new Set(histories.of(user).keys()));
      for (let user = 0; user < USERS; user++) {
        const expected = [...oracle(name, sets, user)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        const list = model.recommend(user, ITEMS);
        expect(list).toEqual(expected.map(([item, score]) => ({ item, score })));
        expect(list.map(({ item }) => model.score(user, item))).toEqual(list.map(({ score }) => score));
      }
    }
  });

  test('is to the bit the model that never saw what was taken back', () => {
    const random = new Random(9, name);
    const [histories, plainHistories] = [new Histories(), new Histories()];
    const [model, plain] = [makers[name]!(histories), makers[name]!(plainHistories)];
    for (let step = 0; step < 300; step++) {
      const event = eventOf(random);
      for (const [m, h] of [
        [model, histories],
        [plain, plainHistories],
      ] as const) {
        m.learn(event);
        h.add(event);
      }
      const mistake = eventOf(random);
      model.learn(mistake);
      histories.add(mistake);
      model.unlearn(mistake);
      histories.remove(mistake.user, mistake.item);
    }
    for (let user = 0; user < USERS; user++)
      expect(model.recommend(user, 10)).toEqual(plain.recommend(user, 10));
  });
});

test('item-knn with recency weighs each step back by its share', () => {
  const histories = new Histories();
  const model = new StreamItemKnn(histories, { shrinkage: 0, recency: 0.5 });
  const feed = (user: number, ...items: number[]) => {
    for (const item of items) {
      const event = { kind: 'purchase', user, item, rating: 1, timestamp: 0 } as const;
      model.learn(event);
      histories.add(event);
    }
  };
  feed(0, 0, 2);
  feed(1, 1, 3);
  feed(2, 0, 1);
  // s_02 = 1/√(2·1), one step back; s_13 = 1/√(2·1), the latest.
  expect(model.explain(2, 2)).toEqual([{ item: 0, share: 0.5 * Math.fround(Math.SQRT1_2) }]);
  expect(model.recommend(2, 2).map(({ item }) => item)).toEqual([3, 2]);
});

test('online BPR puts what a group of users takes above what it never takes, and repeats itself', () => {
  const lists = [1, 1].map((seed) => {
    const histories = new Histories();
    const options = { factors: 4, negatives: 3, learningRate: 0.1, regularization: 0.01 };
    const model = new StreamBpr(histories, options, seed);
    const random = new Random(3, 'bpr test');
    for (let step = 0; step < 3000; step++) {
      const user = random.below(20);
      // Even users take even items, odd users odd ones.
      const event = {
        kind: 'purchase',
        user,
        item: 2 * random.below(10) + (user % 2),
        rating: 1,
        timestamp: 0,
      } as const;
      if (random.uniform() < 0.7 && histories.of(user).size >= 5) continue;
      model.learn(event);
      histories.add(event);
    }
    const unseen = (user: number, parity: number) =>
      [...Array(10).keys()].map((i) => 2 * i + parity).filter((item) => !histories.has(user, item));
    const mean = (user: number, parity: number) =>
      unseen(user, parity).reduce((sum, item) => sum + model.score(user, item), 0) /
      (unseen(user, parity).length || 1);
    const right = [...Array(20).keys()].filter(
      (user) => unseen(user, user % 2).length === 0 || mean(user, user % 2) > mean(user, 1 - (user % 2)),
    );
    expect(right.length).toBe(20);
    return model.recommend(0, 5);
  });
  expect(lists[0]).toEqual(lists[1]);
});
