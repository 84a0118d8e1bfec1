import type { IdIndex } from '../interactions';
import type { ChoiceModel } from './taste';

/**
 * What the simulated customers really want, by the codes of a table or data set. Nothing of size users × items is
 * stored; each row is worked out when asked for.
 */
export interface StoreTruth {
  readonly users: number;
  readonly items: number;
  /**
   * f32[users.length × items]: the probability that the next look of each user falls on each item, at `time`
   * (Unix seconds; default the end). No model can rank better than this.
   */
  preferences(users: Uint32Array, time?: number): Float32Array;
  /** The same for one pair. */
  preference(user: number, item: number, time?: number): number;
  /** f32[users.length × items]: the rating that each user would give to each item, before noise and rounding. */
  ratings(users: Uint32Array, time?: number): Float32Array;
  rating(user: number, item: number, time?: number): number;
  /** The same truth by the codes of a data set made from the table (which may hold fewer users and items). */
  recoded(ids: { readonly userIds: IdIndex; readonly itemIds: IdIndex }): StoreTruth;
}

/** A rating before noise and rounding: kindness of the customer, quality of the product, and how well it suits. */
export function trueRating(model: ChoiceModel, customer: number, product: number): number {
  const { catalogue, customers } = model;
  return 3.35 + customers.kindness[customer]! + 0.35 * catalogue.quality[product]! + 0.5 * model.fit(product);
}

export function makeTruth(
  model: ChoiceModel,
  start: number,
  userIds: IdIndex,
  itemIds: IdIndex,
  customerOfId: (id: string) => number,
  productOfId: (id: string) => number,
): StoreTruth {
  const customers = Uint32Array.from(userIds.ids, customerOfId);
  const products = Uint32Array.from(itemIds.ids, productOfId);
  const end = start + model.parameters.days * 86_400;
  const all = new Float32Array(model.catalogue.ids.length);
  const sums = new Float64Array(model.categories);
  const within = new Float64Array(model.catalogue.ids.length);

  const lookAt = (user: number, time: number): void => {
    model.at(customers[user]!, time - start);
    model.categoryWeights(sums);
    const total = sums[model.categories - 1]!;
    for (let category = 0; category < model.categories; category++) {
      const first = model.catalogue.start[category]!;
      const size = model.productWeights(category, within);
      const share = (sums[category]! - (category ? sums[category - 1]! : 0)) / total;
      const mass = size ? within[size - 1]! : 0;
      for (let index = 0; index < size; index++) {
        const weight = within[index]! - (index ? within[index - 1]! : 0);
        all[first + index] = mass > 0 ? (share * weight) / mass : 0;
      }
    }
  };
  const tile = (
    users: Uint32Array,
    valueOf: (user: number, item: number) => number,
    prepare: (user: number) => void,
  ) => {
    const out = new Float32Array(users.length * products.length);
    users.forEach((user, row) => {
      prepare(user);
      for (let item = 0; item < products.length; item++)
        out[row * products.length + item] = valueOf(user, item);
    });
    return out;
  };
  const truth: StoreTruth = {
    users: customers.length,
    items: products.length,
    preferences: (users, time = end) =>
      tile(
        users,
        (_, item) => all[products[item]!]!,
        (user) => lookAt(user, time),
      ),
    preference: (user, item, time = end) => {
      lookAt(user, time);
      return all[products[item]!]!;
    },
    ratings: (users, time = end) =>
      tile(
        users,
        (user, item) => trueRating(model, customers[user]!, products[item]!),
        (user) => model.at(customers[user]!, time - start),
      ),
    rating: (user, item, time = end) => {
      model.at(customers[user]!, time - start);
      return trueRating(model, customers[user]!, products[item]!);
    },
    recoded: (ids) => makeTruth(model, start, ids.userIds, ids.itemIds, customerOfId, productOfId),
  };
  return truth;
}
