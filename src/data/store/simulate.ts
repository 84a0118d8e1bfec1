import { stepSeconds, type ChoiceModel } from './taste';
import { trueRating } from './truth';
import type { StoreParameters } from './parameters';
import { StoreRandom } from './random';

export const eventKinds = ['view', 'cart', 'purchase'] as const;
export type StoreEventKind = (typeof eventKinds)[number];

/** Hears what happens, customer by customer, each customer's events in time order. */
export interface StoreListener {
  /** `time` in seconds after the start: when the product was put into the cart. `rating` is NaN where there is none. */
  purchase?(customer: number, product: number, time: number, rating: number): void;
  event?(kind: StoreEventKind, customer: number, product: number, time: number, session: number): void;
}

const purpose = 20;
export const basketSize = 12;
export const cartRate = 0.45;
export const checkoutRate = 0.7;
/** Chance that the next look stays in the category of the last. */
export const stay = 0.75;
/** Share of a day's visits by hour. */
export const hours = [2, 1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 7, 8, 7, 6, 6, 6, 6, 7, 9, 11, 12, 9, 5];

/**
 * Lives through the whole time: sessions of view → cart → purchase until each customer has bought the allotted number
 * of distinct products. A look draws a product by the choice model; what is owned already is bought again by chance.
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
  const categorySums = new Float64Array(model.categories);
  const productSums: Float64Array[] = [];
  const sizes = new Int32Array(model.categories);
  /** The step and customer that a category's sums were last made for. */
  const madeFor = new Float64Array(model.categories).fill(-1);
  let session = 0;
  let present = -1;
  for (let customer = 0; customer < customers.count; customer++) {
    const random = new StoreRandom(seed, purpose, customer);
    let wanted = customers.purchases[customer]!;
    const visits = visitTimes(Math.max(1, Math.round(wanted / basketSize)), parameters.days, random);
    for (let visit = 0; visit < visits.length && wanted > 0; visit++) {
      session++;
      const last = visit === visits.length - 1;
      let time = visits[visit]!;
      const moment = customer * 1e6 + Math.floor(time / stepSeconds);
      if (moment !== present) {
        present = moment;
        model.at(customer, time);
        model.categoryWeights(categorySums);
      }
      let quota = last
        ? wanted
        : Math.min(wanted, 1 + Math.round((2 * random.uniform() * wanted) / (visits.length - visit)));
      let patience = 40 + 60 * quota;
      let category = random.pick(categorySums);
      while (quota > 0 && (patience-- > 0 || last)) {
        if (random.uniform() >= stay) category = random.pick(categorySums);
        if (madeFor[category] !== moment) {
          productSums[category] ??= new Float64Array(
            catalogue.start[category + 1]! - catalogue.start[category]!,
          );
          sizes[category] = model.productWeights(category, productSums[category]!);
          madeFor[category] = moment;
        }
        const sums = productSums[category]!;
        const size = sizes[category]!;
        if (size === 0 || sums[size - 1] === 0) {
          if (patience < 0) category = random.integer(model.categories);
          continue;
        }
        // Who has bought nearly all of what suits them explores at random, so that the store always fills up.
        const exploring = patience < 0;
        if (exploring) category = random.integer(model.categories);
        const product = exploring
          ? random.integer(catalogue.ids.length)
          : catalogue.start[category]! + random.pick(sums, size);
        if (exploring && catalogue.arrival[product]! > time) continue;
        time += 4 + random.integer(25);
        listener.event?.('view', customer, product, time, session);
        if (basketOf[product] === session) continue;
        const first = ownedBy[product] !== customer;
        if (!first && random.uniform() >= parameters.repeats) continue;
        if (random.uniform() >= cartRate) continue;
        time += 2 + random.integer(8);
        listener.event?.('cart', customer, product, time, session);
        if (random.uniform() >= checkoutRate) continue;
        listener.event?.('purchase', customer, product, time, session);
        basketOf[product] = session;
        ownedBy[product] = customer;
        const rating = first ? rate(model, customer, product, parameters, random) : NaN;
        listener.purchase?.(customer, product, time, rating);
        if (!first) continue;
        quota--;
        wanted--;
      }
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
