import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import type { StreamEvent } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { StreamContentProfile } from '../../src/live/models/content-profile';

const [USERS, ITEMS] = [8, 40];

const featuresOf = (item: number) => [`c${item % 5}`, `b${item % 3}`, `w${item % 7}`, `w${item % 11}`];

const made = () => {
  const histories = new Histories();
  return { histories, model: new StreamContentProfile(histories) };
};

const event = (user: number, item: number): StreamEvent => ({
  kind: 'purchase',
  user,
  item,
  rating: 1,
  timestamp: 0,
});

const said = (model: StreamContentProfile) =>
  Array.from({ length: USERS }, (_, user) => [
    model.recommend(user, 12),
    Array.from({ length: ITEMS }, (_, item) => model.score(user, item)),
  ]);

describe('a content profile on a stream', () => {
  test('with items described and events taken back on the way is to the bit the model fitted on what is left', () => {
    const random = new Random(21, 'content');
    const { histories, model } = made();
    const kept: StreamEvent[] = [];
    const described: number[] = [];
    for (let step = 0; step < 300; step++) {
      if (step % 6 === 0 && described.length < ITEMS) {
        const item = (described.length * 17) % ITEMS;
        model.describe(item, featuresOf(item));
        described.push(item);
      }
      const next = event(random.below(USERS), random.below(ITEMS));
      model.learn(next);
      histories.add(next);
      kept.push(next);
      if (random.uniform() < 0.4) {
        const [taken] = kept.splice(random.below(kept.length), 1);
        model.unlearn(taken!);
        histories.remove(taken!.user, taken!.item);
      }
      if (step % 50 > 0) continue;
      const plain = made();
      for (const item of described.toReversed()) plain.model.describe(item, featuresOf(item));
      for (const each of kept) {
        plain.model.learn(each);
        plain.histories.add(each);
      }
      expect(said(model)).toEqual(said(plain.model));
    }
    expect(described.length).toBe(ITEMS);
  });

  test('ranks by the cosine of profile and item, as worked out by hand', () => {
    const { histories, model } = made();
    for (const [item, features] of [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'y'],
      ['c', 'z'],
    ].entries())
      model.describe(item, features);
    for (const each of [event(0, 0)]) {
      model.learn(each);
      histories.add(each);
    }
    // Of four items two have a, one x: the weights are ln(2)² and ln(4)². Item 1 shares a, and has y, which two have.
    const [a, y] = [Math.log(2) ** 2, Math.log(2) ** 2];
    expect(model.recommend(0, 9).map(({ item }) => item)).toEqual([1]);
    expect(model.score(0, 1)).toBeCloseTo(a / Math.sqrt(a + y), 5);
    expect(model.score(0, 2)).toBe(0);
  });

  test('recommends an item as soon as it is described, though nobody had it', () => {
    const { histories, model } = made();
    for (let item = 0; item < 20; item++) model.describe(item, featuresOf(item));
    for (const item of [0, 5, 10]) {
      model.learn(event(1, item));
      histories.add(event(1, item));
    }
    expect(model.recommend(1, 20).map(({ item }) => item)).not.toContain(30);
    model.describe(30, featuresOf(30));
    expect(model.recommend(1, 3).map(({ item }) => item)).toContain(30);
  });
});
