/** The latest `size` values, in the order in which they came. */
export class Ring<T> {
  /** The oldest stands where the next one will. */
  readonly #latest: T[] = [];
  #added = 0;

  constructor(readonly size: number) {}

  /** What the next value will take the place of; undefined while there is room. */
  get leaving(): T | undefined {
    return this.#latest[this.#at];
  }

  add(value: T): void {
    this.#latest[this.#at] = value;
    this.#added++;
  }

  /** Oldest first. */
  inOrder(): T[] {
    return [...this.#latest.slice(this.#at), ...this.#latest.slice(0, this.#at)];
  }

  get #at(): number {
    return this.#added % this.size;
  }
}
