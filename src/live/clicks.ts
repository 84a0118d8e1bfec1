import type { Random } from '../compute/random';

/** How much attention falls off with the place: the r-th is looked at with chance r^(−½). */
const ATTENTION = 0.5;

/** What a shopper wants so many of, the mean of those is clicked for certain once it is looked at. */
const WANTED = 20;

/**
 * A shopper who clicks by what they truly want, after a position-based model (Craswell, Zoeter, Taylor & Ramsey 2008):
 * a place is looked at with a chance that falls with its rank, and what is looked at is clicked with chance
 * preference / (mean of the shopper's greatest preferences), at most 1. Returns the items clicked, in order of place.
 *
 * @param preferences the true preference of every item
 */
export function clicksOn(list: readonly number[], preferences: Float32Array, random: Random): number[] {
  const attraction = attractionOf(preferences);
  return list.filter((item, place) => {
    // Both numbers are always drawn, so that one list's clicks do not shift another's.
    const [looks, likes] = [random.uniform(), random.uniform()];
    return looks < (place + 1) ** -ATTENTION && likes < attraction(item);
  });
}

/** The chance that an item is clicked once it is looked at. */
export function attractionOf(preferences: Float32Array): (item: number) => number {
  const best = [...preferences].sort((a, b) => b - a).slice(0, WANTED);
  const scale = best.reduce((sum, value) => sum + value, 0) / best.length || 1;
  return (item) => Math.min(1, preferences[item]! / scale);
}
