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
/** Every further direction of tastes is a purpose of its own, from here on. */
const turns = 1000;

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
  for (let customer = 0; customer < count; customer++)
    activity[customer] = drawCustomer(customers, customer, customer, parameters, seed);
  return { ...customers, purchases: allot(activity, parameters) };
}

/** Draws the customer of this number into a position; returns the relative number of purchases. */
export function drawCustomer(
  customers: Omit<Customers, 'purchases'>,
  customer: number,
  number: number,
  parameters: StoreParameters,
  seed: number,
): number {
  const random = new StoreRandom(seed, purpose, number);
  fill(customers.categoryTaste, customer, tasteDimensions, random);
  fill(customers.categoryTurn, customer, tasteDimensions, random);
  fill(customers.styleTaste, customer, styleDimensions, random);
  fill(customers.styleTurn, customer, styleDimensions, random);
  fill(customers.brandTaste, customer, tasteDimensions, random);
  customers.priceLevel[customer] = 0.35 * random.normal();
  customers.kindness[customer] = 0.35 * random.normal();
  return exponential(parameters.activitySkew * random.normal());
}

/** Tastes that have turned all the way start from where they are and turn in a new direction, the `turn`-th one. */
export function turnAgain(
  customers: Customers,
  customer: number,
  number: number,
  turn: number,
  seed: number,
): void {
  const random = new StoreRandom(seed, turns + turn, number);
  const go = (taste: Float64Array, direction: Float64Array, dimensions: number) => {
    const [from, to] = [customer * dimensions, (customer + 1) * dimensions];
    taste.set(direction.subarray(from, to), from);
    fill(direction, customer, dimensions, random);
  };
  go(customers.categoryTaste, customers.categoryTurn, tasteDimensions);
  go(customers.styleTaste, customers.styleTurn, styleDimensions);
}

function fill(target: Float64Array, customer: number, dimensions: number, random: StoreRandom): void {
  for (let index = 0; index < dimensions; index++) target[customer * dimensions + index] = random.normal();
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
