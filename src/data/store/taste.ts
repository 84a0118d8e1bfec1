import { styleDimensions, tasteDimensions, type Catalogue } from './catalogue';
import type { StoreParameters } from './parameters';
import { exponential, StoreRandom } from './random';

/** What customers like and do; position = customer. Tastes have a start and a direction in which they turn. */
export interface Customers {
  readonly count: number;
  readonly categoryTaste: Float64Array;
  readonly categoryTurn: Float64Array;
  readonly styleTaste: Float64Array;
  readonly styleTurn: Float64Array;
  readonly brandTaste: Float64Array;
  /** Logarithm of the price level that suits, relative to the typical price of a category. */
  readonly priceLevel: Float64Array;
  /** How kindly a customer rates, in stars. */
  readonly kindness: Float64Array;
  /** Distinct products that a customer buys in the whole time; they add up to `interactions`. */
  readonly purchases: Uint32Array;
}

const purpose = 10;

export function makeCustomers(parameters: StoreParameters, seed: number): Customers {
  const { customers: count } = parameters;
  const customers = {
    count,
    categoryTaste: new Float64Array(count * tasteDimensions),
    categoryTurn: new Float64Array(count * tasteDimensions),
    styleTaste: new Float64Array(count * styleDimensions),
    styleTurn: new Float64Array(count * styleDimensions),
    brandTaste: new Float64Array(count * tasteDimensions),
    priceLevel: new Float64Array(count),
    kindness: new Float64Array(count),
  };
  const activity = new Float64Array(count);
  for (let customer = 0; customer < count; customer++) {
    const random = new StoreRandom(seed, purpose, customer);
    const fill = (target: Float64Array, dimensions: number) => {
      for (let index = 0; index < dimensions; index++)
        target[customer * dimensions + index] = random.normal();
    };
    fill(customers.categoryTaste, tasteDimensions);
    fill(customers.categoryTurn, tasteDimensions);
    fill(customers.styleTaste, styleDimensions);
    fill(customers.styleTurn, styleDimensions);
    fill(customers.brandTaste, tasteDimensions);
    customers.priceLevel[customer] = 0.35 * random.normal();
    customers.kindness[customer] = 0.35 * random.normal();
    activity[customer] = exponential(parameters.activitySkew * random.normal());
  }
  return { ...customers, purchases: allot(activity, parameters) };
}

/** Whole numbers in proportion to `activity`, from 1 to 45 % of the catalogue, that add up to `interactions`. */
function allot(activity: Float64Array, { interactions, items }: StoreParameters): Uint32Array {
  const most = Math.max(1, Math.floor(0.45 * items));
  const allotted = new Uint32Array(activity.length);
  const fill = (scale: number): number => {
    let sum = 0;
    for (let customer = 0; customer < activity.length; customer++) {
      allotted[customer] = Math.max(1, Math.min(most, Math.round(activity[customer]! * scale)));
      sum += allotted[customer]!;
    }
    return sum;
  };
  let low = 0;
  let high = interactions;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (fill(middle) > interactions) high = middle;
    else low = middle;
  }
  let missing = interactions - fill(low);
  for (let customer = 0; missing > 0; customer = (customer + 1) % activity.length) {
    if (allotted[customer]! >= most) continue;
    allotted[customer]!++;
    missing--;
  }
  return allotted;
}

/**
 * The choice model. A customer at a time first chooses a category, then a product in it:
 * P(category) ∝ exp(appeal + size + taste · z(t)·v / √d), P(product | category) ∝ exp(appeal + taste · fit(t)) over the
 * products that have arrived. Tastes turn: z(t) = cos(a) z₀ + sin(a) z₁ with the angle a = drift · t/T · π/2.
 */
export class ChoiceModel {
  readonly #z = new Float64Array(tasteDimensions);
  readonly #s = new Float64Array(styleDimensions);
  readonly #brand: Float64Array;
  readonly categories: number;
  #customer = 0;
  #time = 0;

  constructor(
    readonly catalogue: Catalogue,
    readonly customers: Customers,
    readonly parameters: StoreParameters,
  ) {
    this.categories = catalogue.start.length - 1;
    this.#brand = new Float64Array(catalogue.brandNames.length);
  }

  /** Everything below is about this customer at this time (seconds after the start). */
  at(customer: number, time: number): void {
    this.#customer = customer;
    this.#time = time;
    const angle = (this.parameters.drift * time) / (this.parameters.days * 86_400);
    const [stay, turn] = quarterTurn(angle);
    const { categoryTaste, categoryTurn, styleTaste, styleTurn, brandTaste } = this.customers;
    for (let d = 0; d < tasteDimensions; d++) {
      const index = customer * tasteDimensions + d;
      this.#z[d] = stay * categoryTaste[index]! + turn * categoryTurn[index]!;
    }
    for (let d = 0; d < styleDimensions; d++) {
      const index = customer * styleDimensions + d;
      this.#s[d] = stay * styleTaste[index]! + turn * styleTurn[index]!;
    }
    for (let brand = 0; brand < this.#brand.length; brand++) {
      let sum = 0;
      for (let d = 0; d < tasteDimensions; d++) {
        sum +=
          brandTaste[customer * tasteDimensions + d]! *
          this.catalogue.brandTastes[brand * tasteDimensions + d]!;
      }
      this.#brand[brand] = sum / Math.sqrt(tasteDimensions);
    }
  }

  /** Running sums of the category weights into `out`. */
  categoryWeights(out: Float64Array): void {
    const { start, categoryTastes, categoryAppeal } = this.catalogue;
    let total = 0;
    for (let category = 0; category < this.categories; category++) {
      let match = 0;
      for (let d = 0; d < tasteDimensions; d++)
        match += this.#z[d]! * categoryTastes[category * tasteDimensions + d]!;
      const size = start[category + 1]! - start[category]!;
      const utility =
        categoryAppeal[category]! +
        (categoryStrength * this.parameters.taste * match) / Math.sqrt(tasteDimensions);
      total += size * exponential(utility);
      out[category] = total;
    }
  }

  /** Running sums of the weights of a category's products into `out`; products yet to arrive weigh nothing. */
  productWeights(category: number, out: Float64Array): number {
    const { start, appeal, arrival } = this.catalogue;
    const first = start[category]!;
    const size = start[category + 1]! - first;
    let total = 0;
    for (let index = 0; index < size; index++) {
      const product = first + index;
      if (arrival[product]! <= this.#time) {
        total += exponential(appeal[product]! + this.parameters.taste * productStrength * this.fit(product));
      }
      out[index] = total;
    }
    return size;
  }

  /** How well a product suits by style, brand and price: about standard normal over products and customers. */
  fit(product: number): number {
    const { styles, brand, relativePrice } = this.catalogue;
    let style = 0;
    for (let d = 0; d < styleDimensions; d++) style += this.#s[d]! * styles[product * styleDimensions + d]!;
    const distance = relativePrice[product]! - this.customers.priceLevel[this.#customer]!;
    return 0.33 * style + 0.45 * this.#brand[brand[product]!]! + 0.6 * (0.33 - distance * distance);
  }
}

const categoryStrength = 1.5;
const productStrength = 1.1;

/** [cos, sin] of a · π/2 for a in [0, 1], by series, because `Math.cos` may differ between engines. */
function quarterTurn(a: number): [number, number] {
  const x = (a * Math.PI) / 2;
  const y = x * x;
  const sin = x * (1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - y / 110)))));
  const cos = 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - (y / 90) * (1 - y / 132)))));
  return [cos, sin];
}
