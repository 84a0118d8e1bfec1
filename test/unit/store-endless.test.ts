import { describe, expect, it } from 'vitest';
import { EndlessStore, type EndlessEvent } from '../../src/data/store/endless';
import { StoreRandom } from '../../src/data/store/random';
import { upliftAt, type FlashSale } from '../../src/data/store/sale';
import { WeightTree } from '../../src/data/store/weight-tree';

const small = { customers: 400, items: 300, interactions: 12_000, days: 60 };
const DAY = 86_400;

function take(store: EndlessStore, count: number): EndlessEvent[] {
  return Array.from({ length: count }, () => store.next());
}

/** Purchases from a time on, up to another. */
function purchases(store: EndlessStore, from: number, to: number): EndlessEvent[] {
  const found: EndlessEvent[] = [];
  for (let event = store.next(); event.time < to; event = store.next())
    if (event.kind === 'purchase' && event.time >= from) found.push(event);
  return found;
}

interface Share {
  readonly hits: number;
  readonly all: number;
}

/** By how many of its deviations one share is above another. */
function z(a: Share, b: Share): number {
  const p = (a.hits + b.hits) / (a.all + b.all);
  return (a.hits / a.all - b.hits / b.all) / Math.sqrt(p * (1 - p) * (1 / a.all + 1 / b.all));
}

describe('the store that goes on for ever', () => {
  it('is the same for the same seed, in order of time, and another for another', () => {
    const events = take(new EndlessStore(small, 3), 8000);
    expect(take(new EndlessStore(small, 3), 8000)).toEqual(events);
    expect(take(new EndlessStore(small, 4), 100)).not.toEqual(events.slice(0, 100));
    expect(events.every(({ time }, i) => i === 0 || time >= events[i - 1]!.time)).toBe(true);
  });

  it('goes view, cart, purchase, at the pace that the parameters say', () => {
    const seen = new Map<string, string>();
    const store = new EndlessStore(small, 5);
    let purchased = 0;
    for (let event = store.next(); event.time < 60 * DAY; event = store.next()) {
      const key = `${event.session} ${event.product}`;
      const before = { view: undefined, cart: 'view', purchase: 'cart' }[event.kind];
      if (before) expect(seen.get(key)).toBe(before);
      seen.set(key, event.kind);
      if (event.kind === 'purchase') purchased++;
    }
    // About a thousand sessions, so that their number deviates by 3 %, and what each buys by 2 %.
    expect(Math.abs(purchased / small.interactions - 1)).toBeLessThan(0.12);
  });

  it('lets new customers and products in, and holds no more however long it goes on', () => {
    const store = new EndlessStore({ ...small, newItems: 0.5 }, 6);
    const held = [0, 0];
    for (const part of [0, 1]) {
      for (let i = 0; i < 150_000; i++) {
        store.next();
        held[part] = Math.max(held[part]!, store.held);
      }
    }
    // Twice the catalogue and the customers have gone by; sessions that overlap are all that is held.
    expect(store.productsEver).toBeGreaterThan(2 * small.items);
    expect(store.customersEver).toBeGreaterThan(2 * small.customers);
    expect(store.catalogue.ids).toHaveLength(small.items);
    expect(new Set(store.catalogue.titles.map(({ en }) => en)).size).toBe(small.items);
    expect(Math.max(...held)).toBeLessThan(1500);
    const recent = take(store, 5000);
    expect(recent.some(({ product }) => product >= small.items)).toBe(true);
    expect(recent.some(({ customer }) => customer >= small.customers)).toBe(true);
  });

  it('tastes turn by the drift: what a customer buys late resembles the early less', () => {
    const overlap = (drift: number): number => {
      // Nobody new on either side would show here: only customers of the start are followed.
      const store = new EndlessStore({ ...small, drift, newItems: 0, taste: 2 }, 7);
      const [early, late] = [purchases(store, 0, 20 * DAY), purchases(store, 55 * DAY, 75 * DAY)];
      const categories = (events: readonly EndlessEvent[]) => {
        const counts = new Map<number, Map<number, number>>();
        for (const { customer, place } of events) {
          const row = counts.get(customer) ?? new Map<number, number>();
          const category = store.catalogue.category[place]!;
          counts.set(customer, row.set(category, (row.get(category) ?? 0) + 1));
        }
        return counts;
      };
      const [a, b] = [categories(early), categories(late)];
      let [sum, customers] = [0, 0];
      for (const [customer, row] of a) {
        const other = b.get(customer);
        if (!other) continue;
        const dot = [...row].reduce((total, [key, count]) => total + count * (other.get(key) ?? 0), 0);
        const norm = (counts: Map<number, number>) => Math.hypot(...counts.values());
        sum += dot / (norm(row) * norm(other));
        customers++;
      }
      return sum / customers;
    };
    expect(overlap(1)).toBeLessThan(overlap(0) - 0.1);
  });
});

describe('a flash sale', () => {
  it('rises to its uplift in a tenth of its time and falls evenly after', () => {
    const sale: FlashSale = { from: 3600, hours: 10, uplift: 5, target: { category: 0 } };
    const hours = [0.5, 1, 1.5, 2, 6.5, 11, 12];
    expect(hours.map((hour) => upliftAt(sale, hour * 3600))).toEqual([1, 1, 3, 5, 3, 1, 1]);
  });

  it('raises the demand for a category or a product, and then demand is as before', () => {
    const busy = { customers: 800, items: 800, interactions: 90_000, days: 30 };
    const [from, end, last] = [2 * DAY, 5 * DAY, 9 * DAY];
    const keys = {
      category: (store: EndlessStore, { place }: EndlessEvent) => store.catalogue.category[place]!,
      product: (_: EndlessStore, { product }: EndlessEvent) => product,
    };
    type Kind = keyof typeof keys;
    /** What sold best in the first days. */
    const best = { category: 0, product: 0 };
    /** Sessions that bought the best seller, and all, in the time of the sale and after. */
    const life = (sold: Kind | null) => {
      const store = new EndlessStore(busy, 8);
      const before = purchases(store, 0, from);
      for (const kind of ['category', 'product'] as const) {
        const counts = new Map<number, number>();
        for (const event of before) {
          const key = keys[kind](store, event);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        best[kind] = [...counts].sort((a, b) => b[1] - a[1])[0]![0];
      }
      const target = sold === 'category' ? { category: best.category } : { product: best.product };
      if (sold) store.sell({ from, hours: (end - from) / 3600, uplift: 12, target });
      const parts = [purchases(store, from, end), purchases(store, end, last)];
      return (kind: Kind) =>
        parts.map((part) => ({
          hits: new Set(
            part.filter((event) => keys[kind](store, event) === best[kind]).map(({ session }) => session),
          ).size,
          all: new Set(part.map(({ session }) => session)).size,
        }));
    };
    const usual = life(null);
    for (const kind of ['category', 'product'] as const) {
      const [during, after] = life(kind)(kind);
      const [duringUsually, afterUsually] = usual(kind);
      // Sessions are independent: the deviation of their share is the binomial one.
      expect(z(during!, duringUsually!)).toBeGreaterThan(5);
      expect(Math.abs(z(after!, afterUsually!))).toBeLessThan(4);
    }
  });

  it('asked for in the middle is the same as one that was known from the beginning', () => {
    const sale: FlashSale = { from: 0, hours: 48, uplift: 8, target: { category: 3 } };
    const live = new EndlessStore(small, 9);
    const start = take(live, 4000);
    const actual = live.sell(sale);
    expect(actual.from).toBeGreaterThanOrEqual(start.at(-1)!.time - DAY / 24);
    const planned = new EndlessStore(small, 9);
    planned.sell(actual);
    expect(take(planned, 12_000)).toEqual([...start, ...take(live, 8000)]);
  });
});

describe('weights that change', () => {
  it('are drawn from by their shares', () => {
    const tree = new WeightTree(5);
    [3, 0, 1, 4, 2].forEach((weight, index) => tree.set(index, weight));
    tree.set(3, 0);
    const random = new StoreRandom(1, 2, 3);
    const counts = [0, 0, 0, 0, 0];
    const draws = 6000;
    for (let i = 0; i < draws; i++) counts[tree.pick(random)]!++;
    expect([counts[1], counts[3]]).toEqual([0, 0]);
    for (const [index, share] of [
      [0, 0.5],
      [2, 1 / 6],
      [4, 1 / 3],
    ] as const)
      expect(Math.abs(counts[index]! - share * draws)).toBeLessThan(
        4 * Math.sqrt(draws * share * (1 - share)),
      );
  });
});
