import { storeCategories } from '../../data/store/categories';
import { EndlessStore, type EndlessEvent } from '../../data/store/endless';
import { storeStart, type StoreParameters } from '../../data/store';
import type { SaleTarget } from '../../data/store/sale';
import type { StreamEvent } from '../../live/event';
import { features } from '../../live/features';
import type { Shelves } from '../../live/shelves';
import type { AnnouncedSale } from '../events';
import { nothingSold, unknownCategory, unknownItem } from './errors';
import { RecentShare } from './recent-share';
import type { Replay, Sale } from './schema';
import type { ReplaySource } from './source';

/** Every so many seconds, what was sold before counts half for what sells best. */
const HALF_LIFE = 7 * 86_400;

/** The simulated store that goes on for ever, as a source. Codes of users count up as they first appear,
 * those of items as they come on the shelves. */
export class EndlessSource implements ReplaySource {
  readonly name = 'simulated store';
  readonly sales: Sale[] = [];
  readonly ratingRange: readonly [number, number];
  readonly length: number | null;
  position = 0;
  #store!: EndlessStore;
  #users!: Map<number, number>;
  /** Items that events were of. */
  #items!: Set<number>;
  /** Of every item that came: what it is, and where in the catalogue it stands or stood. */
  #came!: { readonly features: readonly string[]; readonly place: number }[];
  #next: StreamEvent | null = null;
  /** Purchases by place in the catalogue; old ones fade. */
  #sold!: Float64Array;
  #fadedAt = 0;
  #now = 0;
  #share: RecentShare<EndlessEvent> | null = null;

  constructor(
    readonly parameters: Partial<StoreParameters>,
    readonly seed: number,
    readonly sha256: string,
    readonly stream: Replay['stream'],
  ) {
    this.length = stream.limit;
    this.ratingRange = stream.event === 'rating' ? [1, 5] : [1, 1];
    this.restart();
    for (const sale of stream.sales) this.sell(sale);
  }

  get users(): number {
    return this.#users.size;
  }

  get items(): number {
    return this.#items.size;
  }

  get shelves(): Shelves {
    const came = () => this.#came;
    const store = () => this.#store;
    return {
      get items() {
        return came().length;
      },
      features: (item) => came()[item]!.features,
      offers: (item) => store().numberAt(came()[item]!.place) === item,
    };
  }

  get saleShare(): number | null {
    return this.#share?.value ?? null;
  }

  /** The same life once more, with the sales that were asked for, at the times when they were. */
  restart(): void {
    this.#store = new EndlessStore(this.parameters, this.seed, (place) => this.#arrived(place));
    this.#users = new Map();
    this.#items = new Set();
    this.#came = [];
    for (let place = 0; place < this.#store.parameters.items; place++) this.#arrived(place);
    this.#next = null;
    this.#sold = new Float64Array(this.#store.parameters.items);
    [this.position, this.#now, this.#fadedAt, this.#share] = [0, 0, 0, null];
    for (const sale of this.sales.splice(0)) this.sell(sale);
  }

  peek(): StreamEvent | null {
    if (this.length !== null && this.position >= this.length) return null;
    return (this.#next ??= this.#generate());
  }

  take(): StreamEvent {
    const event = this.#next ?? this.#generate();
    this.#next = null;
    this.position++;
    return event;
  }

  sell(sale: Sale): AnnouncedSale {
    const target = this.#targetOf(sale);
    const from = sale.at === null ? this.#now : sale.at - storeStart;
    const { hours, uplift } = sale;
    const sold = this.#store.sell({ from, hours, uplift, target });
    const place = 'product' in target ? this.#store.placeOf(target.product) : -1;
    const { ids, titles } = this.#store.catalogue;
    // With what it really is: so the record's replay is this one.
    const known: Sale = {
      ...sale,
      at: storeStart + sold.from,
      ...('product' in target ? { item: sale.item ?? ids[place]! } : {}),
    };
    this.sales.push(known);
    this.#share = new RecentShare((event) => isOf(event, target, this.#store));
    const name =
      'category' in target
        ? storeCategories[target.category]!.name
        : (titles[place] ?? { en: known.item!, zh: known.item! });
    return { at: known.at!, hours, uplift, name };
  }

  #generate(): StreamEvent {
    for (;;) {
      const event = this.#store.next();
      this.#now = event.time;
      if (event.kind === 'purchase') {
        for (; event.time - this.#fadedAt >= HALF_LIFE; this.#fadedAt += HALF_LIFE)
          for (let place = 0; place < this.#sold.length; place++) this.#sold[place]! /= 2;
        this.#sold[event.place]!++;
        this.#share?.add(event);
      }
      const { event: wanted } = this.stream;
      if (wanted === 'rating' ? Number.isNaN(event.rating) : event.kind !== wanted) continue;
      this.#items.add(event.product);
      return {
        kind: wanted,
        user: codeOf(this.#users, event.customer),
        item: event.product,
        rating: wanted === 'rating' ? event.rating : 1,
        timestamp: storeStart + event.time,
      };
    }
  }

  #arrived(place: number): void {
    const { categoryNames, category, brandNames, brand, titles } = this.#store.catalogue;
    const categories = categoryNames[category[place]!]!.map(({ en }) => en);
    this.#came.push({
      features: features(categories, brandNames[brand[place]!]!.en, titles[place]!.en),
      place,
    });
  }

  #targetOf({ category, item }: Sale): SaleTarget {
    if (category !== undefined) {
      const position = storeCategories.findIndex(({ id }) => id === category);
      if (position < 0) throw unknownCategory(category);
      return { category: position };
    }
    if (item !== undefined) {
      const number = Number(/^P(\d+)$/.exec(item)?.[1] ?? Number.NaN) - 10_000;
      if (!(number >= 0)) throw unknownItem(item);
      return { product: number };
    }
    const most = this.#sold.reduce((greatest, count) => Math.max(greatest, count), 0);
    if (most === 0) throw nothingSold();
    return { product: this.#store.numberAt(this.#sold.indexOf(most)) };
  }
}

function isOf(event: EndlessEvent, target: SaleTarget, store: EndlessStore): boolean {
  return 'product' in target
    ? event.product === target.product
    : store.catalogue.category[event.place] === target.category;
}

function codeOf(codes: Map<number, number>, number: number): number {
  const code = codes.get(number) ?? codes.size;
  codes.set(number, code);
  return code;
}
