import type { StreamEvent } from './event';

/** Changes of a rating that are kept; of what lies before, the oldest that is kept is said. */
const RUNS = 16;

/** Ratings of one pair before the latest, as runs of equal ones, oldest first. */
interface Earlier {
  times: number;
  readonly runs: { readonly rating: number; length: number }[];
}

/** What each user has done so far, for masking what is seen and for models that read histories. */
export class Histories {
  readonly #ratings: (Map<number, number> | undefined)[] = [];
  /** What came before the latest time, of pairs that came more than once. */
  readonly #earlier: (Map<number, Earlier> | undefined)[] = [];
  #items = 0;
  #interactions = 0;

  /** Users seen so far, as the greatest code plus one. */
  get users(): number {
    return this.#ratings.length;
  }

  /** Items seen so far, as the greatest code plus one. */
  get items(): number {
    return this.#items;
  }

  /** Distinct (user, item) pairs. */
  get interactions(): number {
    return this.#interactions;
  }

  knows(user: number): boolean {
    return (this.#ratings[user]?.size ?? 0) > 0;
  }

  /** Item → rating, in the order of first interaction. */
  of(user: number): ReadonlyMap<number, number> {
    return this.#ratings[user] ?? EMPTY;
  }

  has(user: number, item: number): boolean {
    return this.#ratings[user]?.has(item) ?? false;
  }

  /** How often the pair came. */
  times(user: number, item: number): number {
    return this.has(user, item) ? 1 + (this.#earlier[user]?.get(item)?.times ?? 0) : 0;
  }

  add({ user, item, rating }: StreamEvent): void {
    while (this.#ratings.length <= user) this.#ratings.push(undefined);
    const history = (this.#ratings[user] ??= new Map<number, number>());
    const before = history.get(item);
    if (before === undefined) this.#interactions++;
    else {
      const pairs = (this.#earlier[user] ??= new Map<number, Earlier>());
      const earlier = pairs.get(item) ?? { times: 0, runs: [] };
      pairs.set(item, earlier);
      earlier.times++;
      const last = earlier.runs.at(-1);
      if (last?.rating === before) last.length++;
      else earlier.runs.push({ rating: before, length: 1 });
      if (earlier.runs.length > RUNS) earlier.runs[1]!.length += earlier.runs.shift()!.length;
    }
    history.set(item, rating);
    this.#items = Math.max(this.#items, item + 1);
  }

  /** Takes back the latest time that the pair came; without effect where it never did. */
  remove(user: number, item: number): void {
    const earlier = this.#earlier[user]?.get(item);
    if (earlier) {
      const last = earlier.runs.at(-1)!;
      this.#ratings[user]!.set(item, last.rating);
      if (--last.length === 0) earlier.runs.pop();
      if (--earlier.times === 0) this.#earlier[user]!.delete(item);
    } else if (this.#ratings[user]?.delete(item)) {
      this.#interactions--;
      if (this.#ratings[user].size === 0) this.#ratings[user] = undefined;
    }
  }

  /** What the user did is now these events, oldest first, and no others. */
  restate(user: number, events: readonly StreamEvent[]): void {
    this.#interactions -= this.of(user).size;
    if (user < this.#ratings.length) this.#ratings[user] = undefined;
    if (user < this.#earlier.length) this.#earlier[user] = undefined;
    for (const event of events) this.add(event);
  }
}

const EMPTY: ReadonlyMap<number, number> = new Map();
