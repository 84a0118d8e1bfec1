import { Assortment } from './catalogue';
import { Population } from './population';
import { resolveStoreParameters, type StoreParameters } from './parameters';
import { StoreRandom } from './random';
import { SaleDemand, upliftAt, type FlashSale, type Lift } from './sale';
import { basketSize, hours, rate } from './simulate';
import { ChoiceModel } from './taste';
import { goShopping, type Shop, type StoreEventKind } from './visit';

/** One event of a shop that goes on for ever. */
export interface EndlessEvent {
  readonly kind: StoreEventKind;
  /** Number of the customer, of all that ever came; the next has the next number. */
  readonly customer: number;
  /** Number of the product, of all that ever stood on a shelf. */
  readonly product: number;
  /** Position of the product in the catalogue as it is now. */
  readonly place: number;
  /** Seconds after the start. */
  readonly time: number;
  readonly session: number;
  /** Stars, where a purchase is rated; else NaN. */
  readonly rating: number;
}

const purpose = { arrivals: 30, sessions: 31, renewal: 32 };
const DAY = 86_400;
/** Chance of a new session within a tick, at the busiest hour. */
const BUSIEST = 0.1;

/**
 * The simulated store without an end, by the same choice model: sessions that buy `interactions` products in `days`,
 * customers who come and go (a stay lasts `days` on average), products that make room for new ones of their
 * category (a share `newItems` in `days`), tastes that turn by `drift` in `days`, each time in a new direction, and
 * sales. Holds as many customers and products as the parameters say, however long it goes on. Equal parameters, seed
 * and sales give the same events in every engine.
 */
export class EndlessStore {
  readonly parameters: StoreParameters;
  readonly #seed: number;
  readonly #assortment: Assortment;
  readonly #population: Population;
  readonly #model: ChoiceModel;
  readonly #demand: SaleDemand;
  readonly #arrivals: StoreRandom;
  readonly #renewal: StoreRandom;
  readonly #productNumbers: Uint32Array;
  readonly #leaving: number;
  readonly #tickSeconds: number;
  readonly #categorySums: Float64Array;
  readonly #productSums: Float64Array;
  /** Events of sessions under way, the earliest at the end. */
  readonly #pending: EndlessEvent[] = [];
  #sales: FlashSale[] = [];
  #nextProduct: number;
  #tick = 0;
  #sessions = 0;
  /** Fractions of customers and products still to be replaced. */
  #owedCustomers = 0;
  #owedProducts = 0;

  /** @param arrived hears of each product that comes on the shelves after the first ones: its position */
  constructor(
    params: Partial<StoreParameters>,
    seed: number,
    readonly arrived: (place: number) => void = () => {},
  ) {
    const parameters = resolveStoreParameters(params);
    const { items } = parameters;
    this.parameters = parameters;
    this.#seed = seed;
    this.#assortment = new Assortment(parameters, seed);
    this.#population = new Population(parameters, seed);
    this.#model = new ChoiceModel(this.#assortment.catalogue, this.#population.customers, parameters);
    this.#demand = new SaleDemand(this.#assortment.catalogue);
    this.#model.demand = this.#demand;
    this.#arrivals = new StoreRandom(seed, purpose.arrivals, 0);
    this.#renewal = new StoreRandom(seed, purpose.renewal, 0);
    this.#productNumbers = Uint32Array.from({ length: items }, (_, i) => i);
    this.#nextProduct = items;
    this.#categorySums = new Float64Array(this.#model.categories);
    this.#productSums = new Float64Array(items);
    // Sessions a second at the busiest hour, so that a tick sees at most one.
    const mean = hours.reduce((sum, share) => sum + share, 0) / 24;
    const sessions = parameters.interactions / basketSize;
    this.#tickSeconds = (BUSIEST * parameters.days * DAY * mean) / (sessions * Math.max(...hours));
    this.#leaving = 1 / sessions;
    // Nothing is yet to arrive: what is new comes in the place of what is old.
    this.#assortment.catalogue.arrival.fill(0);
  }

  /** The catalogue as it is now. */
  get catalogue(): Assortment['catalogue'] {
    return this.#assortment.catalogue;
  }

  /** Customers that have come so far. */
  get customersEver(): number {
    return this.#population.ever;
  }

  /** Products that have stood on a shelf so far. */
  get productsEver(): number {
    return this.#nextProduct;
  }

  /** Events of sessions under way that are held; bounded by how many sessions overlap. */
  get held(): number {
    return this.#pending.length;
  }

  /** Adds a sale; sessions that begin from its start on see it. Returns it with a start that is yet to come. */
  sell(sale: FlashSale): FlashSale {
    const now = Math.ceil(this.#tick * this.#tickSeconds);
    const added = { ...sale, from: Math.max(sale.from, now) };
    this.#sales.push(added);
    return added;
  }

  /** Position in the catalogue of the product of this number; -1 where it has left or is yet to come. */
  placeOf(product: number): number {
    return this.#productNumbers.indexOf(product);
  }

  /** Number of the product that stands at this position now. */
  numberAt(place: number): number {
    return this.#productNumbers[place]!;
  }

  /** The next event, in order of time. */
  next(): EndlessEvent {
    for (;;) {
      const opening = this.#tick * this.#tickSeconds;
      const next = this.#pending.at(-1);
      if (next && next.time <= opening) return this.#pending.pop()!;
      const hour = Math.floor((opening % DAY) / 3600);
      this.#tick++;
      if (this.#arrivals.uniform() >= (BUSIEST * hours[hour]!) / Math.max(...hours)) continue;
      this.#renew(opening);
      this.#visit(this.#population.pick(this.#renewal), Math.floor(opening));
    }
  }

  /** Before a session, those who leave by then make room. */
  #renew(time: number): void {
    const { customers, items, newItems } = this.parameters;
    this.#owedCustomers += customers * this.#leaving;
    for (; this.#owedCustomers >= 1; this.#owedCustomers--)
      this.#population.replace(this.#renewal.integer(customers), time);
    this.#owedProducts += items * newItems * this.#leaving;
    for (; this.#owedProducts >= 1; this.#owedProducts--) {
      const place = this.#renewal.integer(items);
      const number = this.#nextProduct++;
      this.#assortment.replace(place, number);
      this.#productNumbers[place] = number;
      this.#model.renew(place);
      this.arrived(place);
    }
  }

  /** One session, from its first look to its last purchase. */
  #visit(place: number, from: number): void {
    const { repeats } = this.parameters;
    const model = this.#model;
    const session = this.#sessions++;
    const random = new StoreRandom(this.#seed, purpose.sessions, session);
    this.#demand.set(this.#lifts(from));
    model.at(place, 0, this.#population.turned(place, from));
    model.categoryWeights(this.#categorySums);
    const basket = new Set<number>();
    const shelf = { sums: this.#productSums, size: 0 };
    let shown = -1;
    const hold = (kind: StoreEventKind, product: number, time: number, rating = NaN) =>
      this.#hold({
        kind,
        customer: this.#population.number(place),
        product: this.#productNumbers[product]!,
        place: product,
        time,
        session,
        rating,
      });
    const shop: Shop = {
      catalogue: this.catalogue,
      categories: this.#categorySums,
      repeats,
      shelf(category) {
        if (category !== shown) shelf.size = model.productWeights(category, shelf.sums);
        shown = category;
        return shelf;
      },
      isInBasket: (product) => basket.has(product),
      isOwned: (product) => this.#population.remembers(place, this.#productNumbers[product]!),
      looked: (product, time) => hold('view', product, time),
      carted: (product, time) => hold('cart', product, time),
      bought: (product, time, first) => {
        basket.add(product);
        hold('purchase', product, time, first ? rate(model, place, product, this.parameters, random) : NaN);
        if (first) this.#population.remember(place, this.#productNumbers[product]!);
        return true;
      },
    };
    const quota = 1 + Math.round(2 * (basketSize - 1) * random.uniform());
    goShopping(shop, random, { from, quota, patience: 40 + 6 * quota, untilFilled: false });
  }

  /** What the sales of this time lift; those that are over are forgotten. */
  #lifts(time: number): Lift[] {
    this.#sales = this.#sales.filter((sale) => time < sale.from + sale.hours * 3600);
    return this.#sales
      .filter((sale) => sale.from < time)
      .flatMap((sale): Lift[] => {
        const uplift = upliftAt(sale, time);
        if ('category' in sale.target) return [{ uplift, category: sale.target.category, place: null }];
        const place = this.placeOf(sale.target.product);
        return place < 0 ? [] : [{ uplift, category: this.catalogue.category[place]!, place }];
      });
  }

  /** Into its place by time, after those of the same time. */
  #hold(event: EndlessEvent): void {
    let at = this.#pending.length;
    while (at > 0 && this.#pending[at - 1]!.time <= event.time) at--;
    this.#pending.splice(at, 0, event);
  }
}
