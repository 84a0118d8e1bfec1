import type { StreamEvent } from './event';

/** What each user has done so far, for masking what is seen and for models that read histories. */
export class Histories {
  readonly #ratings: Map<number, number>[] = [];
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

  add({ user, item, rating }: StreamEvent): void {
    while (this.#ratings.length <= user) this.#ratings.push(new Map());
    const history = this.#ratings[user]!;
    if (!history.has(item)) this.#interactions++;
    history.set(item, rating);
    this.#items = Math.max(this.#items, item + 1);
  }

  remove(user: number, item: number): void {
    if (this.#ratings[user]?.delete(item)) this.#interactions--;
  }
}

const EMPTY: ReadonlyMap<number, number> = new Map();
