import type { ItemMetadata } from '../dataset';
import { IdCollector } from '../id-index';
import type { IdIndex, InteractionTable } from '../interactions';
import { sha256OfColumns } from '../sha256';
import { makeCatalogue, type Catalogue } from './catalogue';
import { resolveStoreParameters, type StoreParameters } from './parameters';
import { simulate, type StoreEventKind } from './simulate';
import { ChoiceModel, makeCustomers } from './taste';
import { makeTruth, trueRating, type StoreTruth } from './truth';

export { resolveStoreParameters, storeParameterDescriptions } from './parameters';
export type { StoreParameterDescription, StoreParameters } from './parameters';
export type { StoreEventKind } from './simulate';
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

  const order = purchases.timeOrder();
  const customerIds = new IdCollector();
  const productIds = new IdCollector();
  const length = order.length;
  const users = new Uint32Array(length);
  const items = new Uint32Array(length);
  const ratings = new Float32Array(length);
  const timestamps = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const source = order[row]!;
    users[row] = customerIds.add(customerId(purchases.customers[source]!));
    items[row] = productIds.add(catalogue.ids[purchases.products[source]!]!);
    ratings[row] = purchases.ratings[source]!;
    timestamps[row] = storeStart + purchases.times[source]!;
  }
  const userIds = customerIds.index();
  const itemIds = productIds.index();
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
    truth: makeTruth(model, storeStart, userIds, itemIds, customerOf, (id) => Number(id.slice(1)) - 10_000),
    events: () => eventsOf(model, parameters, seed, userIds, itemIds),
  };
}

function customerId(customer: number): string {
  return `C${10_000 + customer}`;
}

function customerOf(id: string): number {
  return Number(id.slice(1)) - 10_000;
}

/** The purchases of all customers, customer by customer. */
function live(model: ChoiceModel, parameters: StoreParameters, seed: number) {
  const customers: number[] = [];
  const products: number[] = [];
  const times: number[] = [];
  const ratings: number[] = [];
  simulate(model, parameters, seed, {
    purchase(customer, product, time, first, random) {
      customers.push(customer);
      products.push(product);
      times.push(time);
      const rated = first && random.uniform() < parameters.ratedShare;
      const stars = trueRating(model, customer, product) + parameters.ratingNoise * random.normal();
      ratings.push(rated ? Math.max(1, Math.min(5, Math.round(stars))) : NaN);
    },
  });
  const timeOrder = () =>
    Uint32Array.from(times, (_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
  return { customers, products, times, ratings, timeOrder };
}

function eventsOf(
  model: ChoiceModel,
  parameters: StoreParameters,
  seed: number,
  userIds: IdIndex,
  itemIds: IdIndex,
): StoreEvents {
  const itemOfProduct = model.catalogue.ids.map((id) => itemIds.code(id));
  const log: { kind: StoreEventKind[]; user: number[]; item: number[]; time: number[]; session: number[] } = {
    kind: [],
    user: [],
    item: [],
    time: [],
    session: [],
  };
  let customer = -1;
  let user = 0;
  simulate(model, parameters, seed, {
    purchase(_customer, _product, _time, first, random) {
      // The same draws as for the table, so that the same life is lived.
      if (first) random.uniform();
      random.normal();
    },
    event(kind, who, product, time, session) {
      if (who !== customer) {
        customer = who;
        user = userIds.code(customerId(who))!;
      }
      const item = itemOfProduct[product];
      if (item === undefined) return;
      log.kind.push(kind);
      log.user.push(user);
      log.item.push(item);
      log.time.push(storeStart + time);
      log.session.push(session);
    },
  });
  const order = Uint32Array.from(log.time, (_, row) => row).sort(
    (a, b) => log.time[a]! - log.time[b]! || a - b,
  );
  return {
    length: order.length,
    kinds: Array.from(order, (row) => log.kind[row]!),
    users: order.map((row) => log.user[row]!),
    items: order.map((row) => log.item[row]!),
    timestamps: Float64Array.from(order, (row) => log.time[row]!),
    sessions: order.map((row) => log.session[row]!),
  };
}

function metadataOf(catalogue: Catalogue, itemIds: IdIndex): ItemMetadata {
  const products = itemIds.ids.map((id) => Number(id.slice(1)) - 10_000);
  return {
    titles: products.map((product) => catalogue.titles[product]!),
    categories: products.map((product) => catalogue.categoryNames[catalogue.category[product]!]!),
    brands: products.map((product) => catalogue.brandNames[catalogue.brand[product]!]!),
    prices: Float32Array.from(products, (product) => catalogue.prices[product]!),
  };
}
