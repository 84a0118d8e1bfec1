import { Random } from '../../compute/random';
import { randomUnits } from './draws';
import { compare } from './halving';
import type { Trial } from './record';
import type { Sweep } from './schema';
import { indexOf, unitOf, type Dimension } from './dimension';

/** Random trials before the estimate begins. */
const STARTUP = 10;
/** Share of the trials that counts as good. */
const GOOD_SHARE = 0.15;
/** Draws from the good density, of which the most promising one is tried. */
const CANDIDATES = 24;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl 2011): the best trials give a
 * density l of good settings, the others a density g; of some draws from l the one with the greatest l/g is tried.
 * Parameters are modelled one by one. Returns a point of the unit cube; a later `attempt` looks farther around.
 */
export function tpeProposal(
  { seed, goal }: Sweep,
  dimensions: readonly Dimension[],
  trials: readonly Trial[],
  attempt: number,
): number[] {
  if (trials.length < STARTUP) return randomUnits(dimensions.length, seed, trials.length, attempt);
  const random = new Random(seed, `tpe ${attempt}`, trials.length);
  const sorted = [...trials].sort((a, b) => compare(a, b, goal === 'min'));
  const good = Math.min(25, Math.ceil(GOOD_SHARE * trials.length));
  // As narrow as the trials are dense: a width by the few good ones alone would never close in.
  const narrowest = Math.min(1, (1 + attempt) / Math.min(100, trials.length));
  return dimensions.map((dimension) => {
    const density = (part: readonly Trial[]): Density =>
      dimension.values
        ? new Frequencies(
            part.map(({ parameters }) => indexOf(dimension.values!, parameters[dimension.path])),
            dimension.values.length,
          )
        : new Parzen(
            part.map(({ parameters }) => unitOf(dimension, parameters[dimension.path])),
            narrowest,
          );
    const [likely, unlikely] = [density(sorted.slice(0, good)), density(sorted.slice(good))];
    let best = 0.5;
    let bestRatio = -Infinity;
    for (let i = 0; i < CANDIDATES; i++) {
      const unit = likely.draw(random);
      const ratio = likely.logDensity(unit) - unlikely.logDensity(unit);
      if (ratio > bestRatio) [best, bestRatio] = [unit, ratio];
    }
    return best;
  });
}

interface Density {
  draw(random: Random): number;
  logDensity(unit: number): number;
}

/** Normal kernels on the observations, each as wide as the larger gap beside it, and a wide one in the middle. */
class Parzen implements Density {
  readonly #kernels: { readonly mean: number; readonly width: number; readonly mass: number }[];

  constructor(observed: readonly number[], narrowest: number) {
    const means = [...observed].sort((a, b) => a - b);
    const kernels = means.map((mean, i) => {
      const gap = Math.max(mean - (means[i - 1] ?? mean), (means[i + 1] ?? mean) - mean);
      return { mean, width: Math.min(1, Math.max(narrowest, gap)) };
    });
    this.#kernels = [...kernels, { mean: 0.5, width: 1 }].map(({ mean, width }) => ({
      mean,
      width,
      // What of the kernel lies in the unit interval.
      mass: normalCdf((1 - mean) / width) - normalCdf(-mean / width),
    }));
  }

  draw(random: Random): number {
    const { mean, width } = this.#kernels[random.below(this.#kernels.length)]!;
    for (;;) {
      const unit = mean + width * random.normal();
      if (unit >= 0 && unit < 1) return unit;
    }
  }

  logDensity(unit: number): number {
    let density = 0;
    for (const { mean, width, mass } of this.#kernels)
      density += Math.exp(-(((unit - mean) / width) ** 2) / 2) / (width * mass);
    return Math.log(density / this.#kernels.length);
  }
}

/** Counts of listed values, one of each added. */
class Frequencies implements Density {
  readonly #counts: number[];

  constructor(
    observed: readonly number[],
    readonly size: number,
  ) {
    this.#counts = new Array<number>(size).fill(1);
    for (const index of observed) if (index >= 0) this.#counts[index]!++;
  }

  draw(random: Random): number {
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    let left = random.below(total);
    const index = this.#counts.findIndex((count) => (left -= count) < 0);
    return (index + 0.5) / this.size;
  }

  logDensity(unit: number): number {
    const index = Math.min(this.size - 1, Math.floor(unit * this.size));
    return Math.log(this.#counts[index]! / this.#counts.reduce((sum, count) => sum + count, 0));
  }
}

/** Φ(x) by the error function's approximation 7.1.26 of Abramowitz & Stegun, off by at most 1.5e-7. */
function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (polynomial * Math.exp(-z * z)) / 2;
  return x < 0 ? tail : 1 - tail;
}
