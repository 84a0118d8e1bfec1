import type { Random } from '../../compute/random';

/** Items in the cart after which a simulated shopper thinks of paying. */
const BASKET = 2;

/** Whether a shopper with so many items in the cart pays now. */
export function paysNow(inCart: number, random: Random): boolean {
  return inCart > BASKET && random.uniform() < 0.5;
}

/** One of the items in view, drawn by how much the shopper truly wants it; undefined where nothing is in view. */
export function lookedAt(
  inView: readonly number[],
  attraction: (item: number) => number,
  random: Random,
): number | undefined {
  const sums: number[] = [];
  for (const item of inView) sums.push((sums.at(-1) ?? 0) + attraction(item) + 1e-6);
  const drawn = random.uniform() * (sums.at(-1) ?? 0);
  return inView[sums.findIndex((sum) => sum > drawn)];
}
