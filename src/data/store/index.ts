import type { ItemMetadata } from '../dataset';
import { idIndex } from '../id-index';
import type { IdIndex, InteractionTable } from '../interactions';
import { sha256OfColumns } from '../sha256';
import { stableOrder } from '../stable-order';
import { makeCatalogue, type Catalogue } from './catalogue';
import { makeCustomers } from './customers';
import { resolveStoreParameters, type StoreParameters } from './parameters';
import { simulate } from './simulate';
import type { StoreEventKind } from './visit';
import { ChoiceModel } from './taste';
import { makeTruth, type StoreTruth } from './truth';

export { resolveStoreParameters, storeParameterDescriptions } from './parameters';
export type { StoreParameterDescription, StoreParameters } from './parameters';
export type { StoreEventKind } from './visit';
export type { StoreTruth } from './truth';

/** Midnight, 1 January 2025, UTC. */
export const storeStart = 1_735_689_600;

export interface SimulatedStore {
  /**
   * One row a purchase, in time order. `ratings` is NaN where the purchase was not rated: explicit feedback takes the
   * rated part, implicit feedback all. The time is when the product was put into the cart.
   */
  readonly table: InteractionTable;
  /** By the table's item code. */
  readonly metadata: ItemMetadata;
  /** By the table's codes. */
  readonly truth: StoreTruth;
  /** The click stream behind the purchases, in time order; lived through again when asked for (about 1.5 M events). */
  events(): StoreEvents;
}

/** One column a field, in time order. Codes are the table's; products that were only looked at have none and are left out. */
export interface StoreEvents {
  readonly length: number;
  readonly kinds: readonly StoreEventKind[];
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  /** Unix seconds. */
  readonly timestamps: Float64Array;
  readonly sessions: Uint32Array;
}

/**
 * The built-in data set: a web shop with tastes by category, brand, style and price that turn with time, new products,
 * and sessions of view → cart → purchase. Equal parameters and seed give the same bits in every engine.
 * Throws `ResearcherError` for parameters out of range.
 */
export function simulateStore(params: Partial<StoreParameters>, seed: number): SimulatedStore {
  const parameters = resolveStoreParameters(params);
  const catalogue = makeCatalogue(parameters, seed);
  const model = new ChoiceModel(catalogue, makeCustomers(parameters, seed), parameters);
  const purchases = live(model, parameters, seed);

  const order = stableOrder(Float64Array.from(purchases.times));
  const customerCodes = new FirstAppearance(parameters.customers);
  const productCodes = new FirstAppearance(parameters.items);
  const length = order.length;
  const users = new Uint32Array(length);
  const items = new Uint32Array(length);
  const ratings = new Float32Array(length);
  const timestamps = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const source = order[row]!;
    users[row] = customerCodes.add(purchases.customers[source]!);
    items[row] = productCodes.add(purchases.products[source]!);
    ratings[row] = purchases.ratings[source]!;
    timestamps[row] = storeStart + purchases.times[source]!;
  }
  const userIds = idIndex(customerCodes.order.map((customer) => `C${idBase + customer}`));
  const itemIds = idIndex(productCodes.order.map((product) => catalogue.ids[product]!));
  const metadata = metadataOf(catalogue, itemIds);
  const table: InteractionTable = {
    length,
    userIds,
    itemIds,
    users,
    items,
    ratings,
    timestamps,
    rejected: { count: 0, byReason: {}, rows: [] },
    itemMetadata: metadata,
    source: {
      name: 'simulated store',
      format: 'simulated',
      encoding: null,
      delimiter: null,
      header: ['user', 'item', 'rating', 'timestamp'],
      columns: { user: 'user', item: 'item', rating: 'rating', timestamp: 'timestamp' },
      preview: Array.from({ length: Math.min(20, length) }, (_, row) => [
        userIds.id(users[row]!),
        itemIds.id(items[row]!),
        Number.isNaN(ratings[row]) ? '' : String(ratings[row]),
        String(timestamps[row]),
      ]),
      sha256: sha256OfColumns([users, items, ratings, timestamps]),
    },
  };
  return {
    table,
    metadata,
    truth: makeTruth(model, storeStart, userIds, itemIds, numberOf, numberOf),
    events: () => eventsOf(model, parameters, seed, userIds, itemIds),
  };
}

/** What the customers of a store really want, by the codes of these ids; the store is not lived through again. */
export function storeTruth(
  params: Partial<StoreParameters>,
  seed: number,
  ids: { readonly userIds: IdIndex; readonly itemIds: IdIndex },
): StoreTruth {
  const parameters = resolveStoreParameters(params);
  const model = new ChoiceModel(makeCatalogue(parameters, seed), makeCustomers(parameters, seed), parameters);
  return makeTruth(model, storeStart, ids.userIds, ids.itemIds, numberOf, numberOf);
}

/** Ids count up from here, so that they sort and look like a shop's. */
const idBase = 10_000;

function numberOf(id: string): number {
  return Number(id.slice(1)) - idBase;
}

/** Codes in order of first appearance. */
class FirstAppearance {
  readonly order: number[] = [];
  readonly #codes: Int32Array;

  constructor(size: number) {
    this.#codes = new Int32Array(size).fill(-1);
  }

  add(value: number): number {
    if (this.#codes[value] === -1) this.#codes[value] = this.order.push(value) - 1;
    return this.#codes[value]!;
  }
}

/** The purchases of all customers, customer by customer. */
function live(model: ChoiceModel, parameters: StoreParameters, seed: number) {
  const customers: number[] = [];
  const products: number[] = [];
  const times: number[] = [];
  const ratings: number[] = [];
  simulate(model, parameters, seed, {
    purchase(customer, product, time, rating) {
      customers.push(customer);
      products.push(product);
      times.push(time);
      ratings.push(rating);
    },
  });
  return { customers, products, times, ratings };
}

function eventsOf(
  model: ChoiceModel,
  parameters: StoreParameters,
  seed: number,
  userIds: IdIndex,
  itemIds: IdIndex,
): StoreEvents {
  const itemOfProduct = model.catalogue.ids.map((id) => itemIds.code(id));
  const userOfCustomer = new Uint32Array(parameters.customers);
  userIds.ids.forEach((id, user) => (userOfCustomer[numberOf(id)] = user));
  const kinds: StoreEventKind[] = [];
  const users: number[] = [];
  const items: number[] = [];
  const times: number[] = [];
  const sessions: number[] = [];
  simulate(model, parameters, seed, {
    event(kind, customer, product, time, session) {
      const item = itemOfProduct[product];
      if (item === undefined) return;
      kinds.push(kind);
      users.push(userOfCustomer[customer]!);
      items.push(item);
      times.push(storeStart + time);
      sessions.push(session);
    },
  });
  const order = stableOrder(Float64Array.from(times));
  return {
    length: order.length,
    kinds: Array.from(order, (row) => kinds[row]!),
    users: order.map((row) => users[row]!),
    items: order.map((row) => items[row]!),
    timestamps: Float64Array.from(order, (row) => times[row]!),
    sessions: order.map((row) => sessions[row]!),
  };
}

function metadataOf(catalogue: Catalogue, itemIds: IdIndex): ItemMetadata {
  const products = itemIds.ids.map(numberOf);
  return {
    titles: products.map((product) => catalogue.titles[product]!),
    categories: products.map((product) => catalogue.categoryNames[catalogue.category[product]!]!),
    brands: products.map((product) => catalogue.brandNames[catalogue.brand[product]!]!),
    prices: Float32Array.from(products, (product) => catalogue.prices[product]!),
  };
}
