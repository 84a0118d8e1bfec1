import { hasEntry } from '../../data/csr';
import type { Dataset } from '../../data/dataset';
import type { InteractionTable } from '../../data/interactions';
import { stableOrder } from '../../data/stable-order';
import type { VisitEvent } from '../../live/visit';
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
  #baskets: Uint32Array | null = null;
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

  /** All events, oldest first; those of one basket share a checkout. */
  *events(): Generator<VisitEvent> {
    this.#baskets ??= this.#basketOfRows();
    for (let row = 0; row < this.length; row++) {
      const basket = this.#baskets[row]!;
      yield {
        kind: 'purchase',
        user: this.#users[row]!,
        item: this.#items[row]!,
        rating: 1,
        timestamp: this.#times[row]!,
        // Checkouts of the open shop count up from 1.
        checkout: basket === 0 ? null : -basket,
      };
    }
  }

  /** The number of each row's basket, from 1; 0: none. Without times, nothing is known to have been bought together. */
  #basketOfRows(): Uint32Array {
    const baskets = new Uint32Array(this.length);
    if (!this.timed) return baskets;
    let count = 0;
    for (let user = 0; user + 1 < this.#starts.length; user++) {
      const rows = this.#rowsOf(user);
      for (let from = 0; from < rows.length;) {
        let to = from + 1;
        while (to < rows.length && this.#times[rows[to]!]! - this.#times[rows[to - 1]!]! <= BASKET_ENDS) to++;
        const basket = rows.subarray(from, to);
        from = to;
        if (basket.length > LARGEST_BASKET) continue;
        count++;
        for (const row of basket) baskets[row] = count;
      }
    }
    return baskets;
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
