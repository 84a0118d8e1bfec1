import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { EventKind, StreamEvent } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { streamModels } from '../../src/live/models/registry';
import type { OwnedModel } from '../../src/live/owned-model';
import { LiveSession } from '../../src/live/session';
import { PairSums } from '../../src/similarity/incremental/pair-sums';

const [USERS, ITEMS, WINDOW] = [7, 25, 60];
const KINDS = ['view', 'cart', 'purchase', 'purchase', 'rating', 'hide'] as const;

const event = (kind: EventKind, user: number, item: number, rating = 1): StreamEvent => ({
  kind,
  user,
  item,
  rating,
  timestamp: 0,
});
const drawn = (random: Random) =>
  event(KINDS[random.below(KINDS.length)]!, random.below(USERS), random.below(ITEMS), 1 + random.below(5));

function made(name: string): OwnedModel {
  const entry = streamModels.find((each) => each.name === name)!;
  const histories = new Histories();
  return { histories, model: entry.create(entry.params.parse({}), { histories, seed: 3 }) };
}

/** All that a shop says of its shoppers; baskets without their order. */
const said = (session: LiveSession) =>
  Array.from({ length: USERS }, (_, user) => ({
    list: session.recommend(user, 10).candidates,
    history: [...session.histories.of(user)],
    similar: session.itemKnn.recommend(user, 10),
    log: session.logOf(user),
    basket: new Set(session.basketOf(user)),
    hidden: session.hidden(user),
    looks: session.looks(user, 5),
    profile: session.profile(user),
  }));

describe('a shop that knows its latest events only', () => {
  test('is the shop that opened with the first of them, with some taken back', () => {
    const random = new Random(11, 'window');
    const session = new LiveSession({ window: WINDOW });
    const before = Array.from({ length: 90 }, () =>
      event('purchase', random.below(USERS), random.below(ITEMS)),
    );
    session.warm(before);
    /** What was recorded, by what the log holds of it. */
    const sources = new Map<StreamEvent, StreamEvent>();
    /** All events in order, those that were taken back as null. */
    const past: (StreamEvent | null)[] = [...before];
    for (let step = 0; step < 400; step++) {
      const next = drawn(random);
      const log = session.logOf(next.user);
      if (random.uniform() < 0.25 && log.length > 0) {
        const at = random.below(log.length);
        const taken = log[at]!;
        session.undo(next.user, at);
        past[past.lastIndexOf(sources.get(taken)!)] = null;
      } else {
        session.record(next);
        past.push(next);
        sources.set(session.logOf(next.user).at(-1)!, next);
      }
      if (step % 40 > 0) continue;
      const fresh = new LiveSession({ window: WINDOW });
      const start = Math.max(0, past.length - WINDOW);
      fresh.warm(past.slice(start, Math.max(start, before.length)).filter((each) => each !== null));
      for (const each of past.slice(Math.max(start, before.length))) if (each) fresh.record(each);
      expect(said(session)).toEqual(said(fresh));
      expect(session.popularity.recommend(99, ITEMS)).toEqual(fresh.popularity.recommend(99, ITEMS));
      expect(session.histories.interactions).toBe(fresh.histories.interactions);
    }
  });

  test('knows of a basket while it knows all of it', () => {
    const session = new LiveSession({ window: 8 });
    session.warm([0, 1].map((item) => ({ ...event('purchase', 0, item), checkout: -1 })));
    expect(session.baskets.together(0, 1)).toBe(1);
    for (const item of [2, 3]) session.record(event('cart', 1, item));
    session.checkOut(1, 0);
    expect([session.baskets.count, session.baskets.together(2, 3)]).toEqual([2, 1]);
    for (let views = 0; views < 3; views++) session.record(event('view', 2, 0));
    expect([session.baskets.count, session.baskets.together(0, 1)]).toEqual([1, 0]);
    for (let views = 0; views < 4; views++) session.record(event('view', 2, 0));
    expect(session.baskets.count).toBe(0);
    // A checkout leaves the log as one; what else was bought in it is known a little longer.
    expect([session.logOf(1), [...session.histories.of(1).keys()]]).toEqual([[], [3]]);
    session.record(event('view', 2, 0));
    expect([session.histories.interactions, session.baskets.count]).toEqual([0, 0]);
  });

  test.each(['user-knn', 'bpr-mf'])('%s, fitted anew while events come, loses none', async (name) => {
    const random = new Random(12, name);
    const session = new LiveSession({ window: WINDOW });
    for (let step = 0; step < 100; step++) session.record(drawn(random));
    const model = session.follow(made(name));
    const before = session.lessons([]);
    const came: StreamEvent[] = [];
    const refitted = await model.refit(
      made(name),
      before,
      async () => {
        for (let n = 0; n < 5 && came.length < 15; n++) {
          came.push(drawn(random));
          session.record(came.at(-1)!);
        }
      },
      { chunk: 10 },
    );
    expect([refitted, came.length]).toEqual([true, 15]);
    if (model.canForget) for (let step = 0; step < 30; step++) session.record(drawn(random));
    // One that can forget has done so with the shop; the other knows all that it was fitted on and all that came.
    const lessons = model.canForget
      ? session.lessons([])
      : [...before, ...came.filter(({ kind }) => kind !== 'view' && kind !== 'hide')];
    const plain = made(name);
    for (const lesson of lessons) {
      plain.model.learn(lesson);
      plain.histories.add(lesson);
    }
    for (let user = 0; user < USERS; user++)
      expect(model.recommend(user, 10)).toEqual(plain.model.recommend!(user, 10));
  });

  test('gives back what pairs took that it forgot', () => {
    const random = new Random(13, 'pairs');
    const sums = new PairSums(1);
    sums.grow(50_000);
    const kept = new Map<number, number>();
    for (let step = 0; step < 4000; step++) {
      const other = random.below(50_000);
      sums.sumsOf(0)[sums.ensure(0, other)]! += 1;
      kept.set(other, (kept.get(other) ?? 0) + 1);
      if (kept.size < 30) continue;
      const [oldest] = kept.keys();
      sums.remove(0, oldest!);
      kept.delete(oldest!);
    }
    const found = new Map<number, number>();
    sums.forEach(0, (other, row, offset) => found.set(other, row[offset]!));
    expect(found).toEqual(kept);
    for (const other of kept.keys()) expect(sums.sumsOf(0)[sums.find(0, other)]).toBe(kept.get(other));
    const before = sums.bytes;
    for (const other of [...kept.keys()].slice(3)) sums.remove(0, other);
    expect(sums.bytes).toBeLessThan(before);
    for (const other of [...kept.keys()].slice(0, 3)) expect(sums.find(0, other)).toBeGreaterThanOrEqual(0);
  });
});
