import { styleDimensions, tasteDimensions, type Catalogue } from './catalogue';
import type { Customers } from './customers';
import type { StoreParameters } from './parameters';
import { exponential } from './random';

/** Tastes and the assortment change in steps of four weeks, so that weights serve all visits of a step. */
export const stepSeconds = 28 * 86_400;

const categoryStrength = 1.5;
const productStrength = 1.1;
const styleWeight = 0.33;
const brandWeight = 0.45;
const priceWeight = 0.6;
/** Styles, then relative price and its square: what `fit` multiplies with the customer's side. */
const features = styleDimensions + 2;

type Eight = readonly [number, number, number, number, number, number, number, number];

/** Factors on what tastes alone would choose. */
export interface Demand {
  ofCategory(category: number): number;
  ofProduct(product: number): number;
}

/**
 * The choice model. A customer at a time first chooses a category, then a product in it:
 * P(category) ∝ size · exp(appeal + taste · z(t)·v / √d), P(product | category) ∝ exp(appeal + taste · fit(t)) over the
 * products that have arrived. Tastes turn: z(t) = cos(a) z₀ + sin(a) z₁ with the angle a = drift · t/T · π/2.
 */
export class ChoiceModel {
  readonly categories: number;
  readonly #products: Float64Array;
  readonly #wishes = new Float64Array(features);
  readonly #categoryTaste = new Float64Array(tasteDimensions);
  readonly #brands: Float64Array;
  /** What bends demand beyond tastes for the time being (sales); null: nothing. */
  demand: Demand | null = null;
  #priceLevel = 0;
  #step = 0;

  constructor(
    readonly catalogue: Catalogue,
    readonly customers: Customers,
    readonly parameters: StoreParameters,
  ) {
    this.categories = catalogue.start.length - 1;
    this.#brands = new Float64Array(catalogue.brandNames.length);
    this.#products = new Float64Array(catalogue.relativePrice.length * features);
    for (let product = 0; product < catalogue.relativePrice.length; product++) this.renew(product);
  }

  /** Looks at a product of the catalogue again, after another has taken its place. */
  renew(product: number): void {
    const { relativePrice, styles } = this.catalogue;
    const price = relativePrice[product]!;
    const style = styles.subarray(product * styleDimensions, (product + 1) * styleDimensions);
    this.#products.set([...style, price, price * price], product * features);
  }

  /**
   * Everything below is about this customer at the step of this time (seconds after the start).
   *
   * @param turned how far the tastes have turned, from 0 to 1 (default: by the drift since the start)
   */
  at(customer: number, time: number, turned?: number): void {
    const dimensions = tasteDimensions;
    this.#step = Math.floor(time / stepSeconds) * stepSeconds;
    const angle = turned ?? (this.parameters.drift * this.#step) / (this.parameters.days * 86_400);
    const [stay, turn] = quarterTurn(angle);
    const { categoryTaste, categoryTurn, styleTaste, styleTurn, brandTaste, priceLevel } = this.customers;
    for (let d = 0; d < dimensions; d++) {
      const index = customer * dimensions + d;
      this.#categoryTaste[d] =
        (stay * categoryTaste[index]! + turn * categoryTurn[index]!) / Math.sqrt(dimensions);
    }
    for (let d = 0; d < styleDimensions; d++) {
      const index = customer * styleDimensions + d;
      this.#wishes[d] = styleWeight * (stay * styleTaste[index]! + turn * styleTurn[index]!);
    }
    this.#priceLevel = priceLevel[customer]!;
    this.#wishes[styleDimensions] = 2 * priceWeight * this.#priceLevel;
    this.#wishes[styleDimensions + 1] = -priceWeight;
    const { brandTastes } = this.catalogue;
    for (let brand = 0; brand < this.#brands.length; brand++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        sum += brandTaste[customer * dimensions + d]! * brandTastes[brand * dimensions + d]!;
      }
      this.#brands[brand] = (brandWeight * sum) / Math.sqrt(dimensions);
    }
  }

  /** Running sums of the category weights into `out`. */
  categoryWeights(out: Float64Array): void {
    const { start, categoryTastes, categoryAppeal } = this.catalogue;
    const dimensions = tasteDimensions;
    const strength = categoryStrength * this.parameters.taste;
    let total = 0;
    for (let category = 0; category < this.categories; category++) {
      let match = 0;
      for (let d = 0; d < dimensions; d++) {
        match += this.#categoryTaste[d]! * categoryTastes[category * dimensions + d]!;
      }
      const size = start[category + 1]! - start[category]!;
      const weight = size * exponential(categoryAppeal[category]! + strength * match);
      total += this.demand ? weight * this.demand.ofCategory(category) : weight;
      out[category] = total;
    }
  }

  /** Running sums of the weights of a category's products into `out`; products yet to arrive weigh nothing. */
  productWeights(category: number, out: Float64Array): number {
    const { start, appeal, arrival, brand } = this.catalogue;
    const first = start[category]!;
    const size = start[category + 1]! - first;
    const step = this.#step;
    const strength = productStrength * this.parameters.taste;
    const f = this.#products;
    const brands = this.#brands;
    const demand = this.demand;
    const [w0, w1, w2, w3, w4, w5, w6, w7] = this.#wishes as unknown as Eight;
    const level = this.#level();
    // Two passes: the processor overlaps the series of many products where nothing else stands between them, and all
    // takes a third of the time. Each sum is that of `fit`, term by term in its order.
    for (let index = 0, product = first, at = 8 * first; index < size; index++, product++, at += 8) {
      const fit =
        f[at]! * w0 +
        f[at + 1]! * w1 +
        f[at + 2]! * w2 +
        f[at + 3]! * w3 +
        f[at + 4]! * w4 +
        f[at + 5]! * w5 +
        f[at + 6]! * w6 +
        f[at + 7]! * w7 +
        brands[brand[product]!]! +
        level;
      out[index] = appeal[product]! + strength * fit;
    }
    let total = 0;
    for (let index = 0; index < size; index++) {
      if (arrival[first + index]! <= step) {
        const weight = exponential(out[index]!);
        total += demand === null ? weight : weight * demand.ofProduct(first + index);
      }
      out[index] = total;
    }
    return size;
  }

  /**
   * How well a product suits by style, brand and price: style·wish + brand·wish + ⅗ (⅓ − (price − level)²), prices in
   * logarithms; about standard normal over products and customers.
   */
  fit(product: number): number {
    const f = this.#products;
    const w = this.#wishes;
    const at = product * 8;
    return (
      f[at]! * w[0]! +
      f[at + 1]! * w[1]! +
      f[at + 2]! * w[2]! +
      f[at + 3]! * w[3]! +
      f[at + 4]! * w[4]! +
      f[at + 5]! * w[5]! +
      f[at + 6]! * w[6]! +
      f[at + 7]! * w[7]! +
      this.#brands[this.catalogue.brand[product]!]! +
      this.#level()
    );
  }

  #level(): number {
    return 0.6 * (0.33 - this.#priceLevel * this.#priceLevel);
  }
}

/** [cos, sin] of a · π/2 for a in [0, 1], by series, because `Math.cos` may differ between engines. */
function quarterTurn(a: number): [number, number] {
  const x = (a * Math.PI) / 2;
  const y = x * x;
  const sin = x * (1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - y / 110)))));
  const cos = 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - (y / 90) * (1 - y / 132)))));
  return [cos, sin];
}
