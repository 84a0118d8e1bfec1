import type { Catalogue } from './catalogue';
import type { StoreRandom } from './random';

export const eventKinds = ['view', 'cart', 'purchase'] as const;
export type StoreEventKind = (typeof eventKinds)[number];

const cartRate = 0.45;
const checkoutRate = 0.7;
/** Chance that the next look stays in the category of the last. */
const stay = 0.75;

/** The shop as one customer finds it, and who hears what the customer does. */
export interface Shop {
  readonly catalogue: Catalogue;
  /** Running sums of the weights of categories. */
  readonly categories: Float64Array;
  /** Chance that what is owned is bought again. */
  readonly repeats: number;
  /** Running sums of the weights of a category's products. */
  shelf(category: number): { readonly sums: Float64Array; readonly size: number };
  /** Whether the product was bought in this visit. */
  isInBasket(product: number): boolean;
  /** Whether the customer has bought it at any time. */
  isOwned(product: number): boolean;
  looked(product: number, time: number): void;
  carted(product: number, time: number): void;
  /** Returns whether the purchase counts towards the quota. */
  bought(product: number, time: number, first: boolean): boolean;
}

export interface VisitPlan {
  /** Seconds after the start. */
  readonly from: number;
  /** Products to buy. */
  readonly quota: number;
  /** Looks before the customer gives up. */
  readonly patience: number;
  /**
   * Goes on beyond patience until the quota is filled: who has bought nearly all of what suits them then explores at
   * random.
   */
  readonly untilFilled: boolean;
}

/**
 * One visit: looks at products that the choice model draws, some of which go into the cart and some of those home.
 * Returns how many purchases counted.
 */
export function goShopping(shop: Shop, random: StoreRandom, plan: VisitPlan): number {
  const { catalogue, categories } = shop;
  const count = categories.length;
  let { from: time, patience, quota } = plan;
  let category = random.pick(categories);
  while (quota > 0 && (patience-- > 0 || plan.untilFilled)) {
    if (random.uniform() >= stay) category = random.pick(categories);
    const { sums, size } = shop.shelf(category);
    const exploring = patience < 0;
    if (size === 0 || sums[size - 1] === 0) {
      if (exploring) category = random.integer(count);
      continue;
    }
    if (exploring) category = random.integer(count);
    const product = exploring
      ? random.integer(catalogue.ids.length)
      : catalogue.start[category]! + random.pick(sums, size);
    if (exploring && catalogue.arrival[product]! > time) continue;
    time += 4 + random.integer(25);
    shop.looked(product, time);
    if (shop.isInBasket(product)) continue;
    const first = !shop.isOwned(product);
    if (!first && random.uniform() >= shop.repeats) continue;
    if (random.uniform() >= cartRate) continue;
    time += 2 + random.integer(8);
    shop.carted(product, time);
    if (random.uniform() >= checkoutRate) continue;
    if (shop.bought(product, time, first)) quota--;
  }
  return plan.quota - quota;
}
