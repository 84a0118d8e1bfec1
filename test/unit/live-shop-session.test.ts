import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { NO_CONTROLS } from '../../src/live/controls';
import type { EventKind, StreamEvent } from '../../src/live/event';
import { NO_SESSION_RULES, type Promotion, type SessionRules } from '../../src/live/rules';
import { LiveSession } from '../../src/live/session';
import { promotedSource } from '../../src/live/promoted';
import { sourcesOf } from '../../src/live/sources';
import { Stock } from '../../src/live/stock';
import { Assortment } from '../../src/ranking/assortment';

const text = (word: string) => ({ en: word, zh: `${word}号` });
const ITEMS = 60;
const CATEGORIES = 6;

/** Ten items of each category; two brands; prices rise with the code, margins fall with it, one is not known. */
const assortment = new Assortment(
  ITEMS,
  {
    titles: Array.from({ length: ITEMS }, (_, i) => text(`item ${i}`)),
    categories: Array.from({ length: ITEMS }, (_, i) => [text(`c${i % CATEGORIES}`)]),
    brands: Array.from({ length: ITEMS }, (_, i) => text(`b${i % 2}`)),
    prices: Float32Array.from({ length: ITEMS }, (_, i) => 10 + i),
  },
  Float32Array.from({ length: ITEMS }, (_, i) => (i === 7 ? NaN : 0.6 - i / 120)),
);

const event = (kind: EventKind, user: number, item: number): StreamEvent => ({
  kind,
  user,
  item,
  rating: 1,
  timestamp: 0,
});

function history(seed: number, count = 400): StreamEvent[] {
  const random = new Random(seed, 'history');
  return Array.from({ length: count }, () => event('purchase', random.below(30), random.below(ITEMS)));
}

const lists = (session: LiveSession) =>
  Array.from({ length: 35 }, (_, user) => session.recommend(user, 10).candidates);

describe('a shop that opens with a history', () => {
  test('knows what it would have learned event by event', () => {
    const [warm, slow] = [new LiveSession({ assortment }), new LiveSession({ assortment })];
    warm.warm(history(1));
    for (const each of history(1)) {
      slow.itemKnn.learn(each);
      slow.popularity.learn(each);
      slow.histories.add(each);
    }
    expect(lists(warm)).toEqual(lists(slow));
    for (const each of history(2, 50)) {
      warm.record(each);
      slow.record(each);
    }
    expect(lists(warm)).toEqual(lists(slow));
  });

  test('takes any event back, and a checkout as one', () => {
    const [session, plain] = [1, 2].map(() => {
      const each = new LiveSession({ assortment, stock: new Stock(ITEMS, 1) });
      each.warm(history(1));
      return each;
    }) as [LiveSession, LiveSession];
    for (const each of [session, plain]) each.record(event('view', 50, 3));
    session.record(event('cart', 50, 7));
    session.record(event('cart', 50, 8));
    const left = session.stock!.left(8);
    expect(session.checkOut(50, 1).map(({ item }) => item)).toEqual([7, 8]);
    expect(session.basketOf(50)).toEqual([]);
    expect([session.baskets.together(7, 8), session.stock!.left(8)]).toEqual([1, Math.max(0, left - 1)]);
    session.undo(50, 3);
    expect(session.basketOf(50)).toEqual([7, 8]);
    expect([session.baskets.count, session.baskets.together(7, 8)]).toEqual([0, 0]);
    session.undo(50, 1);
    session.undo(50, 1);
    expect(session.logOf(50)).toEqual(plain.logOf(50));
    expect(lists(session)).toEqual(lists(plain));
  });

  test('follows the controls: price, novelty, what is hidden', () => {
    const session = new LiveSession({ assortment });
    session.warm(history(1));
    const mean = (of: (item: number) => number, controls: Partial<typeof NO_CONTROLS>) => {
      const { candidates } = session.recommend(3, 8, { controls: { ...NO_CONTROLS, ...controls } });
      return candidates.reduce((sum, { item }) => sum + of(item), 0) / candidates.length;
    };
    const standing = (item: number) => assortment.priceStanding(item);
    expect(mean(standing, { price: -1 })).toBeLessThan(mean(standing, {}));
    expect(mean(standing, { price: 1 })).toBeGreaterThan(mean(standing, {}));
    const known = [...session.histories.of(3).keys()];
    const near = (item: number) => Math.max(...known.map((other) => session.likeness(item, other)));
    expect(mean(near, { novelty: 1 })).toBeLessThanOrEqual(mean(near, { novelty: -1 }));
    session.record(event('hide', 3, 12));
    const [like, unlike] = [
      mean((i) => (i % CATEGORIES === 0 ? 1 : 0), { lessLikeHidden: 0 }),
      mean((i) => (i % CATEGORIES === 0 ? 1 : 0), {}),
    ];
    expect(unlike).toBeLessThanOrEqual(like);
  });

  test('never breaks a rule, whatever is done and asked for', () => {
    const random = new Random(5, 'rules');
    const session = new LiveSession({ assortment, stock: new Stock(ITEMS, 3) });
    session.warm(history(4));
    const kinds = ['view', 'click', 'cart', 'purchase', 'rating', 'hide', 'undo'] as const;
    let dropped = 0;
    for (let step = 0; step < 300; step++) {
      const user = random.below(40);
      session.record(event(kinds[random.below(kinds.length)]!, user, random.below(ITEMS)));
      if (random.uniform() < 0.1) session.checkOut(user, step);
      const turn = () => 2 * random.uniform() - 1;
      const rules: SessionRules = {
        ...NO_SESSION_RULES,
        excludedCategories: [`c${random.below(CATEGORIES)}`, `c${random.below(CATEGORIES)}`],
        perCategory: random.uniform() < 0.5 ? 1 + random.below(3) : null,
        inStock: random.uniform() < 0.5,
        promotions: Array.from({ length: 3 }, (_, i): Promotion => {
          const how = { strength: turn(), isExcluded: random.uniform() < 0.5 };
          if (i === 0) return { of: 'item', item: random.below(ITEMS), ...how };
          return i === 1 ? { of: 'brand', name: 'b1', ...how } : { of: 'category', name: 'c2', ...how };
        }),
        margin: { weight: random.uniform(), least: random.uniform() < 0.5 ? 0.3 : null },
      };
      const controls = {
        novelty: turn(),
        diversity: Math.max(0, turn()),
        popularity: turn(),
        price: turn(),
        lessLikeHidden: random.uniform(),
        categories: { [`c${random.below(CATEGORIES)}`]: turn() },
      };
      const { candidates, stages } = session.recommend(user, 10, { controls, rules });
      dropped += stages.at(-1)!.moves.filter(({ to }) => to === null).length;
      const hidden = session.hidden(user);
      const perCategory = new Map<string, number>();
      for (const { item } of candidates) {
        const category = assortment.category(item)!;
        perCategory.set(category, (perCategory.get(category) ?? 0) + 1);
        expect(rules.excludedCategories).not.toContain(category);
        expect(hidden.has(item)).toBe(false);
        expect(session.histories.has(user, item)).toBe(false);
        if (rules.margin.least !== null)
          expect(assortment.margin(item)).toBeGreaterThanOrEqual(rules.margin.least);
        for (const each of rules.promotions.filter(({ isExcluded }) => isExcluded))
          expect(each.of === 'item' ? item : [assortment.brand(item), category]).not.toEqual(
            each.of === 'item' ? each.item : expect.arrayContaining([each.name]),
          );
        if (rules.inStock) expect(session.stock!.left(item)).toBeGreaterThan(0);
      }
      expect(Math.max(0, ...perCategory.values())).toBeLessThanOrEqual(rules.perCategory ?? Infinity);
    }
    expect(dropped).toBeGreaterThan(1000);
  });

  test('raises what it is to raise, whoever would have found it, and what earns more', () => {
    const session = new LiveSession({ assortment });
    session.warm(history(1));
    const listed = (rules: Partial<SessionRules>) => {
      const asked = { ...NO_SESSION_RULES, ...rules };
      const sources = [...sourcesOf(session, 3), promotedSource(session, asked.promotions)];
      return session.recommend(3, 8, { rules: asked, sources });
    };
    const brand = (strength: number) =>
      listed({ promotions: [{ of: 'brand', name: 'b1', strength, isExcluded: false }] }).candidates.filter(
        ({ item }) => item % 2 === 1,
      ).length;
    expect(brand(1)).toBe(8);
    expect(brand(-1)).toBe(0);
    const unlisted = Array.from({ length: ITEMS }, (_, item) => item).findLast(
      (item) => !session.histories.has(3, item) && !listed({}).candidates.some((each) => each.item === item),
    )!;
    const { candidates, stages } = listed({
      promotions: [{ of: 'item', item: unlisted, strength: 1, isExcluded: false }],
    });
    expect(candidates.slice(0, 2).map(({ item }) => item)).toContain(unlisted);
    const move = stages.at(-1)!.moves.find(({ item }) => item === unlisted)!;
    expect(move.reason.en).toBe('By rule: itself +1.00.');
    const margin = (weight: number) =>
      listed({ margin: { weight, least: null } }).candidates.reduce(
        (sum, { item }) => sum + (assortment.margin(item) || 0),
        0,
      );
    expect(margin(1)).toBeGreaterThan(margin(0));
  });

  test('says for the sake of which item another moved down', () => {
    const session = new LiveSession({ assortment });
    session.warm(history(1));
    const { stages } = session.recommend(3, 8, { controls: { ...NO_CONTROLS, diversity: 0.8 } });
    const diversity = stages.find(({ stage }) => stage === 'diversity')!;
    const down = diversity.moves.filter(({ from, to }) => from !== null && to !== null && to > from);
    expect(down.length).toBeGreaterThan(0);
    for (const { item, because } of down)
      if (because !== undefined) expect(session.likeness(item, because)).toBeGreaterThan(0);
    expect(down.some(({ because }) => because !== undefined)).toBe(true);
  });
});
