import { Random } from '../compute/random';

/** What a category earns on average lies between these shares of the price, and its items about it. */
const LEAST_TYPICAL = 0.15;
const MOST_TYPICAL = 0.5;
const SPREAD = 0.07;
const LEAST = 0.02;
const MOST = 0.75;

/**
 * What is earned of the price of each item of the simulated store, as a share of it: a typical share for each category,
 * and a normal draw about it for each item (kept within 2 and 75 %).
 */
export function drawnMargins(
  categories: readonly (string | null)[],
  seed: number,
): Float32Array<ArrayBuffer> {
  const typical = new Map<string | null, number>();
  for (const name of new Set(categories)) {
    const share = new Random(seed, `margin ${name ?? ''}`).uniform();
    typical.set(name, LEAST_TYPICAL + (MOST_TYPICAL - LEAST_TYPICAL) * share);
  }
  const random = new Random(seed, 'margins');
  return Float32Array.from(categories, (name) =>
    Math.min(MOST, Math.max(LEAST, typical.get(name)! + SPREAD * random.normal())),
  );
}
