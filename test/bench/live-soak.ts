/**
 * A shop of 100,000 items that takes 1,000 events a second for ten minutes, every tenth followed by a new list:
 *
 *   node --expose-gc --import tsx test/bench/live-soak.ts [minutes] [events a second] [purchases before] [window]
 *
 * Tells every five seconds how long events and lists took, how far the shop lags behind its clients, and the heap after
 * a collection, which is left out of the time; at the end the least-squares slopes over the second half. Without a window the events of
 * one day of a store come again and again: what the models know of a new pair of shopper and item is their purpose and
 * stays, while what comes again must leave nothing behind once the logs are full. With a window (events that the shop
 * knows) the events never repeat: pairs, shoppers' interests and the day go on anew for as long as it runs.
 */
import { encode } from '../../src/data/encode';
import { simulateStore, type StoreEvents } from '../../src/data/store';
import { Latency } from '../../src/live/latency';
import { LiveSession } from '../../src/live/session';
import type { StreamEvent } from '../../src/live/event';

const LIST_EVERY = 10;
const LIST = 12;
/** How often the waiting events are taken in, ms. */
const TICK = 10;

/** Events after which they come again. */
const DAY = 20_000;
const REPORT_S = 5;
/** Shoppers by whom a round moves on; without a factor in common with their number. */
const STRIDE = 7919;

const [minutes = 10, rate = 1000, interactions = 500_000, window = null] = process.argv.slice(2).map(Number);
const STORE = { customers: 50_000, items: 100_000, interactions };

const opened = open();
const shop = opened.shop;
const { events } = opened;
let taken = 0;

function open(): { readonly shop: LiveSession; readonly events: StoreEvents } {
  const start = performance.now();
  const { table } = simulateStore(STORE, 42);
  const {
    byUser,
    users,
    items,
    interactions: before,
  } = encode([table], { feedback: 'implicit' }).datasets[0]!;
  const session = new LiveSession({ window });
  function* history(): Generator<StreamEvent> {
    for (let user = 0; user < users; user++)
      for (let at = byUser.offsets[user]!; at < byUser.offsets[user + 1]!; at++)
        yield { kind: 'purchase', user, item: byUser.indices[at]!, rating: 1, timestamp: at };
  }
  session.warm(history());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${users} customers, ${items} items, ${before} purchases before, open in ${seconds} s`);
  return { shop: session, events: simulateStore(STORE, 43).events() };
}

/** Each round of the events belongs to other shoppers than the one before, so that its pairs are new. */
function shopperOf(round: number, user: number): number {
  return window === null ? user : (user + round * STRIDE) % STORE.customers;
}

/** The next event. */
function take(updates: readonly Latency[], lists: readonly Latency[]): void {
  const length = window === null ? Math.min(DAY, events.length) : events.length;
  const at = taken % length;
  const user = shopperOf(Math.floor(taken / length), events.users[at]!);
  const start = performance.now();
  shop.record({
    kind: events.kinds[at]!,
    user,
    item: events.items[at]!,
    rating: 1,
    timestamp: taken,
  });
  const updated = performance.now() - start;
  for (const latency of updates) latency.add(updated);
  if (++taken % LIST_EVERY === 0) {
    shop.recommend(user, LIST);
    const listed = performance.now() - start;
    for (const latency of lists) latency.add(listed);
  }
}

/** One line of the account: seconds since the start, events waiting at most, heap in MiB after a collection of so many ms. */
interface Sample {
  readonly second: number;
  readonly lag: number;
  readonly heap: number;
  readonly collection: number;
}

const samples: Sample[] = [];
const [allUpdates, allLists] = [new Latency(), new Latency()];
const began = performance.now();
/** Milliseconds of the collections that are asked for here: no shop asks for them, so that nothing waits for them. */
let collecting = 0;
const passed = () => performance.now() - began - collecting;
for (let second = REPORT_S; second <= 60 * minutes; second += REPORT_S) {
  const [updates, lists] = [new Latency(), new Latency()];
  let lag = 0;
  while (passed() < second * 1000) {
    const due = Math.floor((passed() / 1000) * rate);
    lag = Math.max(lag, due - taken);
    while (taken < due) take([updates, allUpdates], [lists, allLists]);
    await new Promise((resolve) => setTimeout(resolve, TICK));
  }
  const before = performance.now();
  globalThis.gc?.();
  const collection = performance.now() - before;
  collecting += collection;
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const heap = (heapUsed + arrayBuffers) / 2 ** 20;
  samples.push({ second, lag, heap, collection });
  console.log(
    `${second} s: ${taken} events, ${shop.histories.interactions} pairs known; ${told(updates, lists)}; ` +
      `most waiting ${lag}; heap ${heap.toFixed(1)} MiB, collected in ${collection.toFixed(0)} ms`,
  );
}
const half = samples.slice(samples.length >> 1);
const perMinute = (of: (sample: Sample) => number) =>
  60 *
  slope(
    half.map(({ second }) => second),
    half.map(of),
  );
console.log(
  `all: ${told(allUpdates, allLists)}; over the second half the heap grows by ` +
    `${perMinute(({ heap }) => heap).toFixed(3)} MiB a minute, the most waiting by ` +
    `${perMinute(({ lag }) => lag).toFixed(2)} a minute and a collection by ` +
    `${perMinute(({ collection }) => collection).toFixed(2)} ms a minute`,
);

function told(updates: Latency, lists: Latency): string {
  const ms = (value: number | null) => (value ?? 0).toFixed(2);
  const [update, list] = [updates.summary(), lists.summary()];
  return (
    `event p50 ${ms(update.p50)} p99 ${ms(update.p99)} ms; ` +
    `event to list p50 ${ms(list.p50)} p99 ${ms(list.p99)} max ${ms(list.max)} ms`
  );
}

/** Of the least-squares line through the points. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, each, i) => sum + (each - mx) * (y[i]! - my), 0);
  return covariance / x.reduce((sum, each) => sum + (each - mx) ** 2, 0);
}
