import { drawCustomer, makeCustomers, turnAgain, type Customers } from './customers';
import type { StoreParameters } from './parameters';
import type { StoreRandom } from './random';
import { WeightTree } from './weight-tree';

/** Products that a customer remembers to have bought: the latest. */
const REMEMBERED = 64;
const NOTHING = 0xffffffff;

/** The customers of a shop that goes on for ever: always as many, though some leave and others come. */
export class Population {
  readonly customers: Customers;
  /** Customers that have come so far; the next gets this number. */
  ever: number;
  readonly #parameters: StoreParameters;
  readonly #seed: number;
  readonly #numbers: Uint32Array;
  readonly #activity: WeightTree;
  /** When they came, in seconds after the start. */
  readonly #since: Float64Array;
  /** Directions that their tastes have turned in, to the end. */
  readonly #turns: Uint32Array;
  readonly #remembered: Uint32Array;
  readonly #bought: Uint32Array;

  constructor(parameters: StoreParameters, seed: number) {
    const { customers: count } = parameters;
    this.#parameters = parameters;
    this.#seed = seed;
    this.customers = makeCustomers(parameters, seed);
    this.ever = count;
    this.#numbers = Uint32Array.from({ length: count }, (_, i) => i);
    this.#activity = new WeightTree(count);
    this.customers.purchases.forEach((purchases, place) => this.#activity.set(place, purchases));
    this.#since = new Float64Array(count);
    this.#turns = new Uint32Array(count);
    this.#remembered = new Uint32Array(count * REMEMBERED).fill(NOTHING);
    this.#bought = new Uint32Array(count);
  }

  /** Number of the customer at a place. */
  number(place: number): number {
    return this.#numbers[place]!;
  }

  /** A place, by how active its customer is. */
  pick(random: StoreRandom): number {
    return this.#activity.pick(random);
  }

  /** The customer at this place leaves, and a new one comes. */
  replace(place: number, time: number): void {
    const number = this.ever++;
    const activity = drawCustomer(this.customers, place, number, this.#parameters, this.#seed);
    // Alike in the mean to those of the start, whose purchases are whole numbers.
    this.#activity.set(place, (activity * this.#parameters.interactions) / this.#parameters.customers);
    this.#numbers[place] = number;
    this.#since[place] = time;
    this.#turns[place] = 0;
    this.#bought[place] = 0;
    this.#remembered.fill(NOTHING, place * REMEMBERED, (place + 1) * REMEMBERED);
  }

  /** How far tastes have turned in their present direction, from 0 to 1; they take a new one where it is time. */
  turned(place: number, time: number): number {
    const { drift, days } = this.#parameters;
    const turned = (drift * (time - this.#since[place]!)) / (days * 86_400);
    while (this.#turns[place]! + 1 <= turned) {
      this.#turns[place]!++;
      turnAgain(this.customers, place, this.#numbers[place]!, this.#turns[place]!, this.#seed);
    }
    return turned - this.#turns[place]!;
  }

  /** Whether the customer has lately bought the product of this number. */
  remembers(place: number, product: number): boolean {
    const from = place * REMEMBERED;
    return this.#remembered.subarray(from, from + REMEMBERED).includes(product);
  }

  remember(place: number, product: number): void {
    const at = this.#bought[place]!++ % REMEMBERED;
    this.#remembered[place * REMEMBERED + at] = product;
  }
}
