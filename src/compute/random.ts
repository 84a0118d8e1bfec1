/**
 * Counter-based random numbers: number i of a stream depends on nothing but the seed, the stream, the step and i, so
 * host and device, CPU and GPU, one order of work and another, all see the same bits (`shaders/random/philox.wgsl`).
 */

/** The high 32 bits of a 32×32-bit product. */
function multiplyHigh(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) >>> 0;
}

/**
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): four random 32-bit
 * words from a counter of four words and a key of two, written to `out`.
 */
export function philox(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < 10; round++) {
    const leftHigh = multiplyHigh(0xd2511f53, c0);
    const leftLow = Math.imul(0xd2511f53, c0) >>> 0;
    const rightHigh = multiplyHigh(0xcd9e8d57, c2);
    const rightLow = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (rightHigh ^ c1 ^ k0) >>> 0;
    c1 = rightLow;
    c2 = (leftHigh ^ c3 ^ k1) >>> 0;
    c3 = leftLow;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** [0, 1) in steps of 2⁻²⁴, exact in f32; `unitInterval` in WGSL. */
export function unitInterval(bits: number): number {
  return (bits >>> 8) * 2 ** -24;
}

/** 0 … count − 1, each as likely as the others up to count / 2³²; `below` in WGSL. */
export function below(bits: number, count: number): number {
  return multiplyHigh(bits, count);
}

/** The two key words of a seed (a whole number of up to 53 bits). */
export function keyOf(seed: number): [low: number, high: number] {
  return [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
}

/** The number of a stream from the name of what it is for, by FNV-1a: `streamOf('mlp weights')`. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * The numbers of one stream, one after another. Two purposes take two streams (names), and two epochs two steps, so
 * that what one of them draws never shifts what another sees.
 */
export class Random {
  readonly #key: readonly [number, number];
  readonly #stream: number;
  readonly #words = new Uint32Array(4);
  #position: number;

  /**
   * @param stream what the numbers are for, a name or a number
   * @param position where to begin; a stream has 2³⁴ numbers a step
   */
  constructor(
    readonly seed: number,
    stream: string | number = 0,
    readonly step = 0,
    position = 0,
  ) {
    this.#key = keyOf(seed);
    this.#stream = typeof stream === 'string' ? streamOf(stream) : stream;
    this.#position = position;
    if (position % 4 !== 0) this.#fill(Math.floor(position / 4));
  }

  /** How many numbers were drawn: a checkpoint keeps it, a new `Random` resumes from it. */
  get position(): number {
    return this.#position;
  }

  #fill(block: number): void {
    philox(this.#words, block, this.step, this.#stream, 0, this.#key[0], this.#key[1]);
  }

  /** 32 random bits. */
  bits(): number {
    const lane = this.#position % 4;
    if (lane === 0) this.#fill(this.#position / 4);
    this.#position++;
    return this.#words[lane]!;
  }

  /** Uniform in [0, 1), a multiple of 2⁻²⁴ and so exact in f32. */
  uniform(): number {
    return unitInterval(this.bits());
  }

  /** A whole number from 0 to count − 1 (count ≤ 2³²). */
  below(count: number): number {
    return below(this.bits(), count);
  }

  /** Standard normal (Box & Muller 1958; the cosine of each pair, so that every draw takes two numbers). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log((this.bits() + 1) * 2 ** -32));
    return radius * Math.cos(2 * Math.PI * this.bits() * 2 ** -32);
  }

  /** Shuffles in place, every order equally likely (Fisher & Yates, Durstenfeld's form), and returns it. */
  shuffle<T extends Uint32Array | unknown[]>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
    return values;
  }

  /** 0 … count − 1 in random order. */
  permutation(count: number): Uint32Array<ArrayBuffer> {
    return this.shuffle(Uint32Array.from({ length: count }, (_, i) => i));
  }

  /** Fills with uniform numbers in [low, high). */
  fillUniform(target: Float32Array, low = 0, high = 1): void {
    for (let i = 0; i < target.length; i++) target[i] = low + (high - low) * this.uniform();
  }

  /** Fills with normal numbers. */
  fillNormal(target: Float32Array, mean = 0, deviation = 1): void {
    for (let i = 0; i < target.length; i++) target[i] = mean + deviation * this.normal();
  }
}
