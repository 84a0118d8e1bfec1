/**
 * A shop of 100,000 items that takes 1,000 events a second for ten minutes, every tenth followed by a new list:
 *
 *   node --expose-gc --import tsx test/bench/live-soak.ts [minutes] [events a second]
 *
 * Tells each minute how long events and lists took, how far the shop lags behind its clients, and the heap after a
 * collection. Events are those of a store that nobody has seen before, from the same customers and items.
 */
import { encode } from '../../src/data/encode';
import { simulateStore, type StoreEvents } from '../../src/data/store';
import { Latency } from '../../src/live/latency';
import { LiveSession } from '../../src/live/session';
import type { StreamEvent } from '../../src/live/event';

const STORE = { customers: 50_000, items: 100_000, interactions: 500_000 };
const LIST_EVERY = 10;
const LIST = 12;
/** How often the waiting events are taken in, ms. */
const TICK = 10;

const [minutes = 10, rate = 1000] = process.argv.slice(2).map(Number);

const opened = open();
const shop = opened.shop;
const { events } = opened;
let taken = 0;

function open(): { readonly shop: LiveSession; readonly events: StoreEvents } {
  const start = performance.now();
  const { table } = simulateStore(STORE, 42);
  const { byUser, users, items, interactions } = encode([table], { feedback: 'implicit' }).datasets[0]!;
  const session = new LiveSession();
  function* history(): Generator<StreamEvent> {
    for (let user = 0; user < users; user++)
      for (let at = byUser.offsets[user]!; at < byUser.offsets[user + 1]!; at++)
        yield { kind: 'purchase', user, item: byUser.indices[at]!, rating: 1, timestamp: at };
  }
  session.warm(history());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${users} customers, ${items} items, ${interactions} purchases before, open in ${seconds} s`);
  return { shop: session, events: simulateStore(STORE, 43).events() };
}

/** The next event; once all were lived through they begin anew, which changes what is known only where it was undone. */
function take(updates: Latency, lists: Latency): void {
  const at = taken % events.length;
  const user = events.users[at]!;
  const start = performance.now();
  shop.record({
    kind: events.kinds[at]!,
    user,
    item: events.items[at]!,
    rating: 1,
    timestamp: taken,
  });
  updates.add(performance.now() - start);
  if (++taken % LIST_EVERY === 0) {
    shop.recommend(user, LIST);
    lists.add(performance.now() - start);
  }
}

const began = performance.now();
for (let minute = 1; minute <= minutes; minute++) {
  const [updates, lists] = [new Latency(), new Latency()];
  let lag = 0;
  while (performance.now() - began < minute * 60_000) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    lag = Math.max(lag, due - taken);
    while (taken < due) take(updates, lists);
    await new Promise((resolve) => setTimeout(resolve, TICK));
  }
  globalThis.gc?.();
  const heap = process.memoryUsage();
  const ms = (value: number | null) => (value ?? 0).toFixed(2);
  const [update, list] = [updates.summary(), lists.summary()];
  console.log(
    `minute ${minute}: ${taken} events; event p50 ${ms(update.p50)} p99 ${ms(update.p99)} ms; ` +
      `event to list p50 ${ms(list.p50)} p99 ${ms(list.p99)} max ${ms(list.max)} ms; ` +
      `most waiting ${lag}; heap ${((heap.heapUsed + heap.arrayBuffers) / 2 ** 20).toFixed(0)} MiB`,
  );
}
