import { describe, expect, test } from 'vitest';
import type { EventKind } from '../../src/live/event';
import { ShownLists, type ShownList } from '../../src/live/shown-lists';
import { Visit, type VisitEvent } from '../../src/live/visit';

/** Items 10 … 15; of each two features that tell its place. */
const LIST: ShownList = {
  items: [10, 11, 12, 13, 14, 15],
  features: Float32Array.from({ length: 12 }, (_, i) => (i % 2 ? -1 : 1) * (1 + (i >> 1))),
};
const row = (place: number) => [place + 1, -(place + 1)];

function visited() {
  const [lists, visit] = [new ShownLists(), new Visit()];
  const act = (kind: EventKind, item: number, list: ShownList | null = LIST) => {
    const event = visit.add({ kind, user: 0, item, rating: 1, timestamp: 0 });
    if (list) lists.reached(event, list);
    return event;
  };
  /** Places and weight of what the event says, the chosen one first. */
  const says = (event: VisitEvent) => {
    const lesson = lists.lesson(visit.log, visit.log.indexOf(event));
    if (!lesson) return null;
    const places = Array.from(
      lesson.features.filter((_, i) => i % 2 === 0),
      (value) => value - 1,
    );
    expect([...lesson.features]).toEqual(places.flatMap(row));
    return { places, weight: lesson.weight };
  };
  return { visit, act, says };
}

describe('what an act says of the list that was shown', () => {
  test('a look: that the item was preferred to those above it and to the next below', () => {
    const { act, says } = visited();
    expect(says(act('view', 12))).toEqual({ places: [2, 0, 1, 3], weight: 1 });
  });

  test('on the first place: that it was preferred to the second; on the last one there is none below', () => {
    expect(((seen) => seen.says(seen.act('view', 10)))(visited())).toEqual({ places: [0, 1], weight: 1 });
    expect(((seen) => seen.says(seen.act('view', 15)))(visited())!.places).toEqual([5, 0, 1, 2, 3, 4]);
  });

  test('what the shopper touched before was not passed over', () => {
    const { act, says } = visited();
    act('view', 11);
    act('hide', 10);
    expect(says(act('view', 13))!.places).toEqual([3, 0, 2, 4]);
    const alone = visited();
    alone.act('view', 11);
    expect(alone.says(alone.act('view', 10))).toBeNull();
  });

  test('counts for what it says beyond earlier acts on the item, and of the list where that was found', () => {
    const { act, says } = visited();
    act('view', 12);
    // By then the item stands elsewhere, and what it stands there for is that it was looked at.
    const later: ShownList = { items: [12, 11], features: Float32Array.of(7, 7, 8, 8) };
    expect(says(act('view', 12, later))).toBeNull();
    expect(says(act('cart', 12, later))).toEqual({ places: [2, 0, 1, 3], weight: 2 });
    expect(says(act('purchase', 12, null))).toEqual({ places: [2, 0, 1, 3], weight: 3 });
    const bold = visited();
    expect(bold.says(bold.act('purchase', 12))).toEqual({ places: [2, 0, 1, 3], weight: 6 });
  });

  test('says nothing of what was hidden, found elsewhere, or alone on its list', () => {
    const { act, says } = visited();
    expect(says(act('hide', 12))).toBeNull();
    expect(says(act('view', 99))).toBeNull();
    expect(says(act('view', 13, null))).toBeNull();
    expect(says(act('cart', 13))).toBeNull();
    expect(says(act('view', 12, { items: [12], features: Float32Array.of(3, -3) }))).toBeNull();
  });

  test('is what it would be had an act that was taken back never been', () => {
    const { visit, act, says } = visited();
    act('view', 11);
    const cart = act('cart', 12);
    const look = act('view', 14);
    const buy = act('purchase', 12);
    expect(says(buy)).toEqual({ places: [2, 0, 3], weight: 3 });
    visit.takeOut(0);
    expect(says(cart)).toEqual({ places: [2, 0, 1, 3], weight: 3 });
    expect(says(look)).toEqual({ places: [4, 0, 1, 3, 5], weight: 1 });
    visit.takeOut(0);
    // It was bought from the list that was in view then.
    expect(says(buy)).toEqual({ places: [2, 0, 1, 3], weight: 6 });
  });
});
