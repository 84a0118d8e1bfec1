/** An f64 array that grows as codes appear; new places hold `fill`. */
export class GrowingArray {
  #data: Float64Array;
  #length = 0;

  constructor(
    readonly fill = 0,
    capacity = 256,
  ) {
    this.#data = new Float64Array(capacity).fill(fill);
  }

  get length(): number {
    return this.#length;
  }

  /** `fill` beyond the end. */
  get(index: number): number {
    return index < this.#length ? this.#data[index]! : this.fill;
  }

  /** All values, to be read at once. */
  values(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }

  set(index: number, value: number): void {
    this.#reach(index);
    this.#data[index] = value;
  }

  add(index: number, value: number): void {
    this.#reach(index);
    this.#data[index]! += value;
  }

  /** Brings the value at an index, and the length, back to what they are now. */
  keeper(index: number): () => void {
    const [length, value] = [this.#length, this.get(index)];
    return () => {
      this.#data.fill(this.fill, length, this.#length);
      this.#length = length;
      if (index < length) this.#data[index] = value;
    };
  }

  #reach(index: number): void {
    if (index >= this.#data.length) {
      const grown = new Float64Array(Math.max(index + 1, this.#data.length * 2)).fill(this.fill);
      grown.set(this.#data);
      this.#data = grown;
    }
    if (index >= this.#length) this.#length = index + 1;
  }
}
