import { exponential } from './random';
import type { Catalogue } from './catalogue';
import type { Demand } from './taste';

export type SaleTarget = { readonly category: number } | { readonly product: number };

/** A category or a product that is cheap for some hours. */
export interface FlashSale {
  /** Seconds after the start. */
  readonly from: number;
  readonly hours: number;
  /** Demand at the peak, as a multiple of what it is without the sale. */
  readonly uplift: number;
  /** A category by its position, or a product by its number. */
  readonly target: SaleTarget;
}

/** Share of a sale's time after which its demand is greatest. */
const RISE = 0.1;

/** Demand as a multiple of the usual one: rises to `uplift` in the first tenth of the sale, then falls evenly to 1. */
export function upliftAt({ from, hours, uplift }: FlashSale, time: number): number {
  const share = (time - from) / (hours * 3600);
  if (share <= 0 || share >= 1) return 1;
  return 1 + (uplift - 1) * (share < RISE ? share / RISE : (1 - share) / (1 - RISE));
}

/** A sale at a moment: by how much it lifts what. */
export interface Lift {
  readonly uplift: number;
  readonly category: number;
  /** Position in the catalogue; null: the whole category. */
  readonly place: number | null;
}

/** The demand that the sales of a moment make. */
export class SaleDemand implements Demand {
  readonly #products: Float64Array;
  readonly #categories: Float64Array;
  #lifts: readonly Lift[] = [];

  constructor(readonly catalogue: Catalogue) {
    this.#products = new Float64Array(catalogue.category.length).fill(1);
    this.#categories = new Float64Array(catalogue.start.length - 1).fill(1);
  }

  ofCategory(category: number): number {
    return this.#categories[category]!;
  }

  ofProduct(place: number): number {
    return this.#products[place]!;
  }

  /** These hold from now on, in place of those before; several of one thing multiply. */
  set(lifts: readonly Lift[]): void {
    for (const { place, category } of this.#lifts) {
      if (place !== null) this.#products[place] = 1;
      this.#categories[category] = 1;
    }
    this.#lifts = lifts;
    for (const { uplift, category, place } of lifts) {
      if (place !== null) this.#products[place]! *= uplift;
      // Who comes for a product comes to its category: that grows by the product's share.
      const share = place === null ? 1 : this.#shareOf(place, category);
      this.#categories[category]! *= 1 + (uplift - 1) * share;
    }
  }

  /** Of its category's looks, by general appeal. */
  #shareOf(place: number, category: number): number {
    const { start, appeal } = this.catalogue;
    let sum = 0;
    for (let other = start[category]!; other < start[category + 1]!; other++)
      sum += exponential(appeal[other]!);
    return exponential(appeal[place]!) / sum;
  }
}
