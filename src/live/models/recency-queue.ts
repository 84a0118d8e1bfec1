/** Codes in the order in which they last came, as a linked list: every move takes constant time and can be undone. */
export class RecencyQueue {
  /** Neighbours of code c at c + 1 (before: none or -1 where it has yet to come); those of place 0 are the ends. */
  readonly #before: number[] = [0];
  readonly #after: number[] = [0];

  /** The one that came longest ago; -1 where there is none. */
  oldest(): number {
    return this.#after[0]! - 1;
  }

  /** The one that came next after it; -1 at the end. */
  after(code: number): number {
    return this.#after[code + 1]! - 1;
  }

  /** It comes now. Returns what puts it back to where it was. */
  touch(code: number): () => void {
    const place = code + 1;
    const before = this.#before[place] ?? -1;
    if (before >= 0) this.#unlink(place);
    this.#link(place, this.#before[0]!);
    return () => {
      this.#unlink(place);
      if (before >= 0) this.#link(place, before);
      else this.#before[place] = -1;
    };
  }

  #unlink(place: number): void {
    const [before, after] = [this.#before[place]!, this.#after[place]!];
    this.#after[before] = after;
    this.#before[after] = before;
  }

  #link(place: number, before: number): void {
    const after = this.#after[before]!;
    [this.#before[place], this.#after[place]] = [before, after];
    this.#after[before] = place;
    this.#before[after] = place;
  }
}
