import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { EventKind, StreamEvent } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { StreamUserKnn } from '../../src/live/models/user-knn';
import { LiveSession } from '../../src/live/session';
import { Visits } from '../../src/live/visits';

const event = (kind: EventKind, user: number, item: number, rating = 1): StreamEvent => ({
  kind,
  user,
  item,
  rating,
  timestamp: 0,
});
const KINDS = ['view', 'cart', 'purchase', 'rating', 'hide'] as const;
const [USERS, ITEMS] = [6, 25];
const logs = { perShopper: 8, total: 30 };
const drawn = (random: Random) =>
  event(KINDS[random.below(KINDS.length)]!, random.below(USERS), random.below(ITEMS));

describe('the logs of a shop', () => {
  test('hold the latest events, and forget shoppers of whom nothing is left to remember', () => {
    const visits = new Visits(logs);
    for (let user = 0; user < 100; user++)
      for (let item = 0; item < 3; item++) visits.add(event('view', user, item));
    expect(visits.shoppers).toBe(10);
    expect([...visits].reduce((sum, { log }) => sum + log.length, 0)).toBe(30);
    expect(visits.of(89).log).toEqual([]);
    for (let item = 0; item < 20; item++) visits.add(event('view', 7, item));
    expect(visits.of(7).log.map(({ item }) => item)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test('settle a checkout as one', () => {
    const visits = new Visits({ perShopper: 3, total: 100 });
    for (const item of [0, 1, 2, 3]) visits.add(event('purchase', 0, item), 1);
    expect(visits.of(0).log.length).toBe(4);
    visits.add(event('view', 0, 9));
    expect(visits.of(0).log.map(({ kind }) => kind)).toEqual(['view']);
  });

  test('what has settled holds: baskets, hidden items and models are those of a shop that forgets nothing', () => {
    const random = new Random(4, 'settled');
    const [short, long] = [new LiveSession({ logs }), new LiveSession()];
    for (let step = 0; step < 500; step++) {
      const next = drawn(random);
      const paying = random.uniform() < 0.05;
      for (const session of [short, long]) {
        if (paying) session.checkOut(next.user, step);
        else session.record(next);
      }
      for (let user = 0; step % 25 === 0 && user < USERS; user++)
        expect(short.logOf(user)).toEqual(
          long.logOf(user).slice(long.logOf(user).length - short.logOf(user).length),
        );
    }
    for (let user = 0; user < USERS; user++) {
      expect(short.basketOf(user)).toEqual(long.basketOf(user));
      expect(short.hidden(user)).toEqual(long.hidden(user));
      expect(short.itemKnn.recommend(user, 9)).toEqual(long.itemKnn.recommend(user, 9));
    }
  });

  test('what they still hold is taken back exactly', () => {
    const random = new Random(5, 'taken back');
    const [session, plain] = [new LiveSession({ logs }), new LiveSession()];
    const kept: StreamEvent[] = [];
    for (let step = 0; step < 500; step++) {
      const next = drawn(random);
      const { length } = session.logOf(next.user);
      if (random.uniform() < 0.3 && length > 0) {
        const [taken] = session.undo(next.user, random.below(length));
        kept.splice(
          kept.findLastIndex((each) => same(each, taken!)),
          1,
        );
      } else {
        session.record(next);
        kept.push(next);
      }
    }
    for (const each of kept) plain.record(each);
    for (let user = 0; user < USERS; user++) {
      expect(new Set(session.basketOf(user))).toEqual(new Set(plain.basketOf(user)));
      expect(session.hidden(user)).toEqual(plain.hidden(user));
      expect(session.itemKnn.recommend(user, 9)).toEqual(plain.itemKnn.recommend(user, 9));
      expect(session.popularity.recommend(user, 9)).toEqual(plain.popularity.recommend(user, 9));
    }
  });

  test('a model that follows late is taught what has settled too', async () => {
    const random = new Random(6, 'late');
    const session = new LiveSession({ logs });
    const [first, histories] = [new Histories(), new Histories()];
    const plainHistories = new Histories();
    const options = { neighbours: 3, shrinkage: 2 };
    const [empty, fitted, plain] = [first, histories, plainHistories].map(
      (each) => new StreamUserKnn(each, options),
    );
    for (let step = 0; step < 200; step++) {
      const next = event('purchase', random.below(USERS), random.below(ITEMS));
      session.record(next);
      plain!.learn(next);
      plainHistories.add(next);
    }
    const late = session.follow({ model: empty!, histories: first });
    await late.refit({ model: fitted!, histories }, session.lessons([]), async () => {});
    for (let user = 0; user < USERS; user++) {
      expect(late.recommend(user, 9)).toEqual(plain!.recommend(user, 9));
      for (let item = 0; item < ITEMS; item++)
        expect(histories.times(user, item)).toBe(plainHistories.times(user, item));
    }
  });
});

test('a history keeps the changes of a rating that came last, and how often it came at all', () => {
  const histories = new Histories();
  for (let time = 0; time < 40; time++) histories.add(event('rating', 0, 0, time));
  for (let time = 0; time < 5; time++) histories.add(event('rating', 0, 0, 39));
  expect(histories.times(0, 0)).toBe(45);
  for (let time = 0; time < 5; time++) histories.remove(0, 0);
  for (let rating = 39; rating >= 24; rating--) {
    expect(histories.of(0).get(0)).toBe(rating);
    histories.remove(0, 0);
  }
  // What lies before those that are kept counts as the oldest of them.
  for (let left = 24; left > 0; left--) {
    expect(histories.times(0, 0)).toBe(left);
    histories.remove(0, 0);
  }
  expect(histories.has(0, 0)).toBe(false);
  expect(histories.interactions).toBe(0);
});

function same(first: StreamEvent, second: StreamEvent): boolean {
  return first.kind === second.kind && first.user === second.user && first.item === second.item;
}
