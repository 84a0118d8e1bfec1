/**
 * Random numbers of the simulated store: xoshiro128** (Blackman & Vigna 2018) seeded by SplitMix. A stream is
 * named by (seed, purpose, index), so that a customer's life does not change when another customer is added.
 * Only sums, products and integer operations are used: the same bits in every browser.
 */
export class StoreRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, purpose: number, index: number) {
    let state = mix(mix(mix(seed) ^ purpose) ^ index);
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      return mix(state);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1;
  }

  /** 32 random bits. */
  bits(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 4294967296;
  }

  /** Uniform in 0 … bound − 1. */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal to the sixth sigma: the sum of twelve uniforms less six (Irwin–Hall). */
  normal(): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += this.uniform();
    return sum;
  }

  /** Number of failures before a success of this probability. */
  geometric(probability: number): number {
    let failures = 0;
    while (this.uniform() >= probability) failures++;
    return failures;
  }

  /** An index drawn with the probability of its weight; `cumulative` are running sums. */
  pick(cumulative: Float64Array, length = cumulative.length): number {
    const target = this.uniform() * cumulative[length - 1]!;
    let low = 0;
    let high = length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  shuffle<T>(list: T[]): T[] {
    for (let index = list.length - 1; index > 0; index--) {
      const other = this.integer(index + 1);
      [list[index], list[other]] = [list[other]!, list[index]!];
    }
    return list;
  }
}

/** The 32-bit finaliser of MurmurHash3. */
function mix(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

const ln2 = 0.6931471805599453;
const largestPower = 64;
const powersOfTwo = Float64Array.from(
  { length: 2 * largestPower + 1 },
  (_, index) => 2 ** (index - largestPower),
);

/**
 * eˣ for |x| ≤ 44 by range reduction and the Taylor polynomial of degree 8 (relative error below 1e-9); beyond, the
 * bound's value. `Math.exp` may differ in the last bit between engines, and one bit would give another store.
 */
export function exponential(x: number): number {
  const bounded = x > 44 ? 44 : x < -44 ? -44 : x;
  // `Math.round` takes three times as long, and gives another number for 0.5 − 2⁻⁵⁴ alone.
  const power = Math.floor(bounded * (1 / ln2) + 0.5);
  const r = bounded - power * ln2;
  const series =
    1 +
    r *
      (1 +
        r *
          (1 / 2 +
            r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * (1 / 40320))))))));
  return series * powersOfTwo[power + largestPower]!;
}
