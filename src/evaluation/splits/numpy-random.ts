const stateLength = 624;
const middle = 397;

/**
 * NumPy's `RandomState(seed)`: the Mersenne Twister MT19937 (Matsumoto & Nishimura 1998) with the legacy shuffle and
 * uniform. Splits use it, and only they, so that the folds of Python papers and frameworks come out row for row
 * (NEP 19 freezes this stream).
 */
export class NumpyRandom {
  readonly #state = new Uint32Array(stateLength);
  #position = stateLength;

  /** `seed` in 0 … 2³²−1. */
  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let index = 1; index < stateLength; index++) {
      const previous = this.#state[index - 1]!;
      this.#state[index] = (Math.imul(1812433253, previous ^ (previous >>> 30)) + index) >>> 0;
    }
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#position === stateLength) this.#twist();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** `random_sample()`: uniform in [0, 1) with 53 bits. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform in 0 … max, by masked rejection (`random_interval`). */
  integer(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let value = (this.bits() & mask) >>> 0;
    while (value > max) value = (this.bits() & mask) >>> 0;
    return value;
  }

  /** `shuffle(array)`: Fisher–Yates from the end, in place. */
  shuffle(array: Uint32Array): void {
    for (let index = array.length - 1; index > 0; index--) {
      const other = this.integer(index);
      const kept = array[index]!;
      array[index] = array[other]!;
      array[other] = kept;
    }
  }

  /** `permutation(length)`. */
  permutation(length: number): Uint32Array {
    const result = Uint32Array.from({ length }, (_, index) => index);
    this.shuffle(result);
    return result;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < stateLength; index++) {
      const joined = (state[index]! & 0x80000000) | (state[(index + 1) % stateLength]! & 0x7fffffff);
      const odd = joined & 1 ? 0x9908b0df : 0;
      state[index] = state[(index + middle) % stateLength]! ^ (joined >>> 1) ^ odd;
    }
    this.#position = 0;
  }
}
