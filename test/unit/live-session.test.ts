import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { EventKind, StreamEvent } from '../../src/live/event';
import { NO_CONTROLS } from '../../src/live/controls';
import { LiveSession } from '../../src/live/session';

const event = (kind: EventKind, user: number, item: number): StreamEvent => ({
  kind,
  user,
  item,
  rating: 1,
  timestamp: 0,
});

/** Shoppers 0–19: even ones buy two of the items 0–9, odd ones two of 10–19. */
function shop(): LiveSession {
  const session = new LiveSession();
  for (let user = 0; user < 20; user++)
    for (const step of [0, 3])
      session.record(event('purchase', user, 10 * (user % 2) + ((user + step) % 10)));
  return session;
}

const items = (session: LiveSession, user: number, controls = NO_CONTROLS) =>
  session.recommend(user, 5, { controls }).candidates.map(({ item }) => item);

describe('a live session', () => {
  test('follows each event: a look, a purchase, a hidden item', () => {
    const session = shop();
    const visitor = 50;
    const strangers = items(session, visitor);
    session.record(event('view', visitor, 12));
    const [first] = session.recommend(visitor, 5).candidates;
    expect(strangers).not.toContain(first!.item);
    // 12 was bought with 19 and with 15.
    expect([15, 19]).toContain(first!.item);
    expect(first!.sources.map(({ source }) => source)).toContain('recent');
    session.record(event('purchase', visitor, first!.item));
    expect(items(session, visitor)).not.toContain(first!.item);
    const next = items(session, visitor)[0]!;
    session.record(event('hide', visitor, next));
    const { candidates, stages } = session.recommend(visitor, 5);
    expect(candidates.map(({ item }) => item)).not.toContain(next);
    expect(stages.at(-1)!.moves.find(({ item }) => item === next)).toMatchObject({
      to: null,
      reason: { en: 'You hid it.' },
    });
  });

  test('turns to what few have where the shopper asks for it', () => {
    const session = shop();
    for (let user = 30; user < 40; user++) session.record(event('purchase', user, 0));
    expect(items(session, 50)[0]).toBe(0);
    expect(items(session, 50, { ...NO_CONTROLS, popularity: -1 })[0]).not.toBe(0);
  });

  test('with events taken back answers as if they had not been', () => {
    const random = new Random(3, 'session');
    const kinds = ['view', 'click', 'cart', 'purchase', 'rating', 'hide'] as const;
    const [session, plain] = [new LiveSession(), new LiveSession()];
    const kept: StreamEvent[] = [];
    for (let step = 0; step < 400; step++) {
      const user = random.below(6);
      if (random.uniform() < 0.3) {
        session.record(event('undo', user, 0));
        const last = kept.findLastIndex((each) => each.user === user);
        if (last >= 0) kept.splice(last, 1);
      } else {
        const next = event(kinds[random.below(kinds.length)]!, user, random.below(25));
        session.record(next);
        kept.push(next);
      }
    }
    for (const each of kept) plain.record(each);
    for (let user = 0; user < 6; user++) {
      expect(session.logOf(user)).toEqual(plain.logOf(user));
      expect(session.recommend(user, 8).candidates).toEqual(plain.recommend(user, 8).candidates);
    }
  });

  test('measures itself', () => {
    let clock = 0;
    const session = new LiveSession({ now: () => clock++ });
    session.record(event('purchase', 0, 0));
    expect(session.recommend(1, 3).milliseconds).toBe(1);
    expect(session.latencies().update.count).toBe(1);
    expect(session.latencies().recommend.max).toBe(1);
  });
});
