import { hasEntry } from '../../data/csr';
import type { Dataset } from '../../data/dataset';
import type { InteractionTable } from '../../data/interactions';
import { stableOrder } from '../../data/stable-order';
import type { StreamEvent } from '../../live/event';
import { medianIntervals } from '../../ranking/basket/reorder';

/** A shopper who comes back after this time begins a new basket: seconds, the usual end of a web session. */
const BASKET_ENDS = 30 * 60;

/** Larger ones are stocktaking rather than shopping, and each costs the square of its size. */
const LARGEST_BASKET = 100;

/** What happened in the shop before it opened: every purchase with its time, repeats too, by the data set's codes. */
export class ShopHistory {
  readonly length: number;
  /** Unix seconds of the latest; 0 where times are not known. */
  readonly end: number;
  readonly timed: boolean;
  readonly #users: Uint32Array;
  readonly #items: Uint32Array;
  readonly #times: Float64Array;
  /** Rows of each user, oldest first: user u has [starts[u], starts[u + 1]) of `rowsByUser`. */
  readonly #starts: Uint32Array;
  readonly #rowsByUser: Uint32Array;
  #intervals: ReadonlyMap<number, number> | null = null;

  constructor(table: InteractionTable, dataset: Dataset) {
    const rows = keptRows(table, dataset);
    this.timed = table.timestamps !== null;
    const times = Float64Array.from(rows, ({ row }) => table.timestamps?.[row] ?? 0);
    const order = stableOrder(times);
    this.length = rows.length;
    this.#users = Uint32Array.from(order, (at) => rows[at]!.user);
    this.#items = Uint32Array.from(order, (at) => rows[at]!.item);
    this.#times = Float64Array.from(order, (at) => times[at]!);
    this.end = this.#times.at(-1) ?? 0;
    this.#starts = new Uint32Array(dataset.users + 1);
    for (const user of this.#users) this.#starts[user + 1]!++;
    for (let user = 0; user < dataset.users; user++) this.#starts[user + 1]! += this.#starts[user]!;
    const next = this.#starts.slice();
    this.#rowsByUser = new Uint32Array(this.length);
    this.#users.forEach((user, row) => (this.#rowsByUser[next[user]!++] = row));
  }

  /** All events, oldest first. */
  *events(): Generator<StreamEvent> {
    for (let row = 0; row < this.length; row++)
      yield {
        kind: 'purchase',
        user: this.#users[row]!,
        item: this.#items[row]!,
        rating: 1,
        timestamp: this.#times[row]!,
      };
  }

  /** What each user bought at one visit. Without times, nothing is known to have been bought together. */
  *baskets(): Generator<readonly number[]> {
    if (!this.timed) return;
    for (let user = 0; user + 1 < this.#starts.length; user++) {
      let basket: number[] = [];
      let last = -Infinity;
      for (const row of this.#rowsOf(user)) {
        if (this.#times[row]! - last > BASKET_ENDS) {
          if (basket.length > 0 && basket.length <= LARGEST_BASKET) yield basket;
          basket = [];
        }
        last = this.#times[row]!;
        basket.push(this.#items[row]!);
      }
      if (basket.length > 0 && basket.length <= LARGEST_BASKET) yield basket;
    }
  }

  /** The times at which a user bought each item, oldest first. */
  purchasesOf(user: number): Map<number, number[]> {
    const times = new Map<number, number[]>();
    for (const row of this.#rowsOf(user)) {
      const item = this.#items[row]!;
      const of = times.get(item) ?? [];
      times.set(item, of);
      of.push(this.#times[row]!);
    }
    return times;
  }

  /** Seconds after which shoppers typically buy the item again; null where nobody did. */
  usualInterval(item: number): number | null {
    this.#intervals ??= medianIntervals(this.#purchases());
    return this.#intervals.get(item) ?? null;
  }

  *#purchases(): Generator<ReadonlyMap<number, readonly number[]>> {
    for (let user = 0; user + 1 < this.#starts.length; user++) yield this.purchasesOf(user);
  }

  #rowsOf(user: number): Uint32Array {
    return this.#rowsByUser.subarray(this.#starts[user] ?? 0, this.#starts[user + 1] ?? 0);
  }
}

/** Rows whose pair the data set holds, after filters, by its codes. */
function keptRows(table: InteractionTable, dataset: Dataset): { row: number; user: number; item: number }[] {
  const users = table.userIds.ids.map((id) => dataset.userIds.code(id));
  const items = table.itemIds.ids.map((id) => dataset.itemIds.code(id));
  const rows: { row: number; user: number; item: number }[] = [];
  for (let row = 0; row < table.length; row++) {
    const [user, item] = [users[table.users[row]!], items[table.items[row]!]];
    if (user === undefined || item === undefined) continue;
    if (hasEntry(dataset.byUser, user, item)) rows.push({ row, user, item });
  }
  return rows;
}
