import { stepSeconds, type ChoiceModel } from './taste';
import { trueRating } from './truth';
import type { StoreParameters } from './parameters';
import { StoreRandom } from './random';
import { goShopping, type Shop, type StoreEventKind } from './visit';

/** Hears what happens, customer by customer, each customer's events in time order. */
export interface StoreListener {
  /** `time` in seconds after the start: when the product was put into the cart. `rating` is NaN where there is none. */
  purchase?(customer: number, product: number, time: number, rating: number): void;
  event?(kind: StoreEventKind, customer: number, product: number, time: number, session: number): void;
}

const purpose = 20;
export const basketSize = 12;
/** Share of a day's visits by hour. */
export const hours = [2, 1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 7, 8, 7, 6, 6, 6, 6, 7, 9, 11, 12, 9, 5];

/**
 * Lives through the whole time, customer by customer: visits until each has bought the allotted number of distinct
 * products.
 */
export function simulate(
  model: ChoiceModel,
  parameters: StoreParameters,
  seed: number,
  listener: StoreListener,
): void {
  const { catalogue, customers } = model;
  const ownedBy = new Int32Array(catalogue.ids.length).fill(-1);
  const basketOf = new Int32Array(catalogue.ids.length).fill(-1);
  const categories = new Float64Array(model.categories);
  const shelves: { sums: Float64Array; size: number }[] = [];
  /** The step and customer that a category's sums were last made for. */
  const madeFor = new Float64Array(model.categories).fill(-1);
  let [customer, session, moment, present] = [0, 0, -1, -1];
  let random = new StoreRandom(seed, purpose, customer);
  const shop: Shop = {
    catalogue,
    categories,
    repeats: parameters.repeats,
    shelf(category) {
      const shelf = (shelves[category] ??= {
        sums: new Float64Array(catalogue.start[category + 1]! - catalogue.start[category]!),
        size: 0,
      });
      if (madeFor[category] !== moment) {
        shelf.size = model.productWeights(category, shelf.sums);
        madeFor[category] = moment;
      }
      return shelf;
    },
    isInBasket: (product) => basketOf[product] === session,
    isOwned: (product) => ownedBy[product] === customer,
    looked: (product, time) => listener.event?.('view', customer, product, time, session),
    carted: (product, time) => listener.event?.('cart', customer, product, time, session),
    bought(product, time, first) {
      listener.event?.('purchase', customer, product, time, session);
      basketOf[product] = session;
      ownedBy[product] = customer;
      const rating = first ? rate(model, customer, product, parameters, random) : NaN;
      listener.purchase?.(customer, product, time, rating);
      return first;
    },
  };
  for (; customer < customers.count; customer++) {
    random = new StoreRandom(seed, purpose, customer);
    let wanted = customers.purchases[customer]!;
    const visits = visitTimes(Math.max(1, Math.round(wanted / basketSize)), parameters.days, random);
    for (let visit = 0; visit < visits.length && wanted > 0; visit++) {
      session++;
      const last = visit === visits.length - 1;
      const from = visits[visit]!;
      moment = customer * 1e6 + Math.floor(from / stepSeconds);
      if (moment !== present) {
        present = moment;
        model.at(customer, from);
        model.categoryWeights(categories);
      }
      const quota = last
        ? wanted
        : Math.min(wanted, 1 + Math.round((2 * random.uniform() * wanted) / (visits.length - visit)));
      wanted -= goShopping(shop, random, { from, quota, patience: 40 + 60 * quota, untilFilled: last });
    }
  }
}

/** Stars for a part of the first purchases. */
export function rate(
  model: ChoiceModel,
  customer: number,
  product: number,
  parameters: StoreParameters,
  random: StoreRandom,
): number {
  if (random.uniform() >= parameters.ratedShare) return NaN;
  const stars = trueRating(model, customer, product) + parameters.ratingNoise * random.normal();
  return Math.max(1, Math.min(5, Math.round(stars)));
}

/** Start of each visit, ascending: from the customer's first day on, busier towards the year's end, by hour of the day. */
function visitTimes(count: number, days: number, random: StoreRandom): Float64Array {
  const joined = 0.85 * days * random.uniform() * random.uniform();
  const times = new Float64Array(count);
  for (let visit = 0; visit < count; visit++) {
    const day = accepted(
      random,
      () => joined + (days - joined) * random.uniform(),
      (d) => (1 + (0.6 * d) / days) / 1.6,
    );
    const hour = accepted(
      random,
      () => random.integer(24),
      (h) => hours[h]! / 12,
    );
    times[visit] = Math.floor(day) * 86_400 + hour * 3600 + random.integer(3600);
  }
  return times.sort();
}

/** Rejection sampling: a proposal, kept with its probability. */
function accepted(
  random: StoreRandom,
  propose: () => number,
  probability: (value: number) => number,
): number {
  for (;;) {
    const value = propose();
    if (random.uniform() < probability(value)) return value;
  }
}
