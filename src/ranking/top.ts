import type { Scored } from './scored';

/** Keeps the `count` best of the items offered to it: greater score first, then lower item code. */
export class Top {
  readonly #items: number[] = [];
  readonly #scores: number[] = [];

  constructor(readonly count: number) {}

  /** Whether `offer` would keep the item. */
  takes(item: number, score: number): boolean {
    const { length } = this.#items;
    return length < this.count || better(score, item, this.#scores[length - 1]!, this.#items[length - 1]!);
  }

  offer(item: number, score: number): void {
    if (!this.takes(item, score)) return;
    const { length } = this.#items;
    // Lists are short (tens): insertion beats a heap.
    let at = length === this.count ? length - 1 : length;
    while (at > 0 && better(score, item, this.#scores[at - 1]!, this.#items[at - 1]!)) {
      this.#items[at] = this.#items[at - 1]!;
      this.#scores[at] = this.#scores[at - 1]!;
      at--;
    }
    this.#items[at] = item;
    this.#scores[at] = score;
  }

  list(): Scored[] {
    return this.#items.map((item, i) => ({ item, score: this.#scores[i]! }));
  }
}

function better(score: number, item: number, otherScore: number, otherItem: number): boolean {
  return score > otherScore || (score === otherScore && item < otherItem);
}
