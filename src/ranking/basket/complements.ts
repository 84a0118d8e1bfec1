import type { Scored } from '../scored';
import { Top } from '../top';
import type { Baskets } from './association';

/** Support is drawn towards zero by this many baskets, so that one coincidence does not top the list. */
const SHRINKAGE = 10;

/**
 * What goes with a basket: items scored by Σ over the basket of cosine over baskets, shrunk,
 *
 *   n_ij / (√(n_i · n_j) + shrinkage),
 *
 * the item-based form that next-basket studies find hard to beat. Items of the basket are left out; best first, equal
 * scores by code.
 */
export function complements(baskets: Baskets, basket: readonly number[], count: number): Scored[] {
  const scores = new Map<number, number>();
  const inside = new Set(basket);
  for (const item of inside) {
    for (const other of baskets.companions(item)) {
      if (!inside.has(other)) scores.set(other, (scores.get(other) ?? 0) + attraction(baskets, item, other));
    }
  }
  const top = new Top(count);
  for (const [item, score] of scores) top.offer(item, score);
  return top.list();
}

function attraction(baskets: Baskets, first: number, second: number): number {
  const both = baskets.together(first, second);
  return both / (Math.sqrt(baskets.frequency(first) * baskets.frequency(second)) + SHRINKAGE);
}

/**
 * Which of the proposed items to add so that their value is greatest and their prices stay within the budget: the 0/1
 * knapsack, solved exactly by dynamic programming over whole cents (O(items · budget in cents), so budgets are scaled
 * down to at most 20,000 steps; prices then round up, never over the budget).
 */
export function completeUnderBudget(
  proposals: readonly Scored[],
  price: (item: number) => number,
  budget: number,
  most: number,
): Scored[] {
  const step = Math.max(0.01, budget / 20_000);
  const capacity = Math.floor(budget / step + 1e-9);
  const affordable = proposals.filter(({ item, score }) => score > 0 && price(item) <= budget);
  const costs = affordable.map(({ item }) => Math.ceil(price(item) / step - 1e-9));
  // best[m][c]: the greatest value of at most m items for at most c; choice by walking back.
  const width = capacity + 1;
  const best = Array.from({ length: most + 1 }, () => new Float64Array(width));
  const taken = affordable.map(() => Array.from({ length: most + 1 }, () => new Uint8Array(width)));
  affordable.forEach(({ score }, i) => {
    for (let m = most; m >= 1; m--) {
      const [row, less] = [best[m]!, best[m - 1]!];
      for (let c = capacity; c >= costs[i]!; c--) {
        const value = less[c - costs[i]!]! + score;
        if (value > row[c]!) {
          row[c] = value;
          taken[i]![m]![c] = 1;
        }
      }
    }
  });
  const chosen: Scored[] = [];
  let [m, c] = [most, capacity];
  for (let i = affordable.length - 1; i >= 0 && m > 0; i--) {
    if (!taken[i]![m]![c]) continue;
    chosen.push(affordable[i]!);
    c -= costs[i]!;
    m--;
  }
  return chosen.sort((a, b) => b.score - a.score || a.item - b.item);
}
