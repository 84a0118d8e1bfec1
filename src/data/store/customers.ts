import { styleDimensions, tasteDimensions } from './catalogue';
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
