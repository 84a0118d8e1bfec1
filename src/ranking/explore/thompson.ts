import type { Random } from '../../compute/random';

/**
 * Thompson sampling for clicks (Thompson 1933; Chapelle & Li 2011): an item's click rate is believed to be
 * Beta(a + clicks, b + skips), and items are ordered by one draw from that belief each.
 */
export class ThompsonSampling {
  readonly #clicks = new Map<number, number>();
  readonly #skips = new Map<number, number>();

  /** @param prior a and b of an item that nobody clicked or passed over; (1, 1) says nothing */
  constructor(private readonly prior: (item: number) => readonly [a: number, b: number] = () => [1, 1]) {}

  observe(item: number, clicked: boolean): void {
    const counts = clicked ? this.#clicks : this.#skips;
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }

  /** Takes an observation back. */
  forget(item: number, clicked: boolean): void {
    const counts = clicked ? this.#clicks : this.#skips;
    counts.set(item, (counts.get(item) ?? 0) - 1);
  }

  /** Mean of the belief. */
  expected(item: number): number {
    const [a, b] = this.#belief(item);
    return a / (a + b);
  }

  draw(item: number, random: Random): number {
    const [a, b] = this.#belief(item);
    const x = gamma(a, random);
    return x / (x + gamma(b, random));
  }

  #belief(item: number): readonly [a: number, b: number] {
    const [a, b] = this.prior(item);
    return [a + (this.#clicks.get(item) ?? 0), b + (this.#skips.get(item) ?? 0)];
  }
}

/** A draw from Gamma(shape, 1) (Marsaglia & Tsang 2000; below 1 by their note: Gamma(shape + 1) · U^(1 / shape)). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    // 1 − u lies in (0, 1], so its logarithm is finite.
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
