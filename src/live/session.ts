import { Assortment } from '../ranking/assortment';
import { Baskets } from '../ranking/basket/association';
import { recommend, type EngineOptions, type EngineResult, type RecallSource } from '../ranking/engine';
import { NO_CONTROLS, NO_SESSION_RULES, rulesOf, type SessionControls, type SessionRules } from './controls';
import type { StreamEvent, StreamModel } from './event';
import { Histories } from './history';
import { Latency, type LatencySummary } from './latency';
import { StreamItemKnn } from './models/item-knn';
import { StreamPopularity } from './models/popularity';
import { preferenceOf } from './preference';
import { profileOf, type Profile } from './profile';
import { sourcesOf } from './sources';
import type { Stock } from './stock';
import type { VisitEvent } from './visit';
import { Visits, type LogLimits } from './visits';

/** Added to √(n₁n₂) in similarities, as in the published streaming figures. */
const SHRINKAGE = 10;

/** Candidates asked of each source for each place of the list: enough that rules find what to fill places with. */
const CANDIDATES_A_PLACE = 6;

export interface SessionOptions {
  readonly now?: () => number;
  readonly assortment?: Assortment;
  /** Absent where it is not known how many of each item there are. */
  readonly stock?: Stock | null;
  /** How much can still be taken back. */
  readonly logs?: LogLimits;
}

/** A model beside the shop’s own, on the same events, with histories of its own: it may have learned them later. */
export interface Follower {
  readonly model: StreamModel;
  readonly histories: Histories;
}

/** What a list is to keep to; what is left out is not asked for. */
export interface ListRequest {
  readonly controls?: SessionControls;
  readonly rules?: SessionRules;
  /** In place of the shop’s own. */
  readonly sources?: readonly RecallSource[];
  readonly explore?: EngineOptions['explore'];
}

export interface SessionList extends EngineResult {
  /** From the question to the list, on the host. */
  readonly milliseconds: number;
}

/**
 * A shop that learns from every event and answers at once. What is put into a cart, bought or rated teaches the
 * models; what is looked at only says what the shopper is after now; what is hidden stays away, with what is like it.
 * `undo` takes a shopper's event back, exactly: lists are those of a shop where it never happened. Logs hold the latest
 * events; what is older has settled and stays.
 */
export class LiveSession {
  readonly histories = new Histories();
  readonly itemKnn = new StreamItemKnn(this.histories, { shrinkage: SHRINKAGE, recency: 1 });
  readonly popularity = new StreamPopularity(this.histories);
  readonly baskets = new Baskets();
  readonly assortment: Assortment;
  readonly stock: Stock | null;
  readonly #now: () => number;
  readonly #visits: Visits;
  readonly #followers: Follower[] = [];
  readonly #updates = new Latency();
  readonly #answers = new Latency();
  #checkouts = 0;

  constructor({ now, assortment, stock, logs }: SessionOptions = {}) {
    this.#now = now ?? (() => performance.now());
    this.assortment = assortment ?? new Assortment(0, null);
    this.stock = stock ?? null;
    this.#visits = new Visits(logs);
  }

  /** What happened before the shop opened, oldest first; the models take it in at once. Before any other event. */
  warm(events: Iterable<StreamEvent>): void {
    for (const event of events) {
      this.popularity.learn(event);
      this.histories.add(event);
    }
    this.itemKnn.warm();
  }

  /** Lets another model follow, which knows the history; it catches up on the visits so far. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
    if (this.#visits.haveSettled) this.#teachSettled(follower);
    for (const { log } of this.#visits) for (const event of log) if (teaches(event)) teach(follower, event);
  }

  /** What the shop knows beyond the follower and the logs; nobody knows any more when it happened. */
  #teachSettled(follower: Follower): void {
    for (let user = 0; user < this.histories.users; user++) {
      const logged = this.logOf(user).filter(teaches);
      for (const [item, rating] of this.histories.of(user)) {
        const inLog = logged.filter((event) => event.item === item).length;
        let missing = this.histories.times(user, item) - inLog - follower.histories.times(user, item);
        for (; missing > 0; missing--)
          teach(follower, { kind: 'purchase', user, item, rating, timestamp: 0 });
      }
    }
  }

  /** Takes an event in. An `undo` takes the shopper's last one back; without anything before it, it has no effect. */
  record(event: StreamEvent): void {
    const start = this.#now();
    if (event.kind === 'undo')
      this.#takeBack(this.#visits.takeOut(event.user, this.logOf(event.user).length - 1));
    else {
      this.#visits.add(event);
      this.#learn(event);
    }
    this.#updates.add(this.#now() - start);
  }

  /** Buys what is in the basket; the basket teaches what goes together. Returns the purchases. */
  checkOut(user: number, timestamp: number): readonly VisitEvent[] {
    const start = this.#now();
    const items = this.basketOf(user);
    const checkout = ++this.#checkouts;
    for (const item of items) {
      const purchase = { kind: 'purchase', user, item, rating: 1, timestamp } as const;
      this.#visits.add(purchase, checkout);
      this.#learn(purchase);
    }
    if (items.length > 0) this.baskets.add(items);
    this.#updates.add(this.#now() - start);
    return this.logOf(user).filter((event) => event.checkout === checkout);
  }

  /** Takes the event at a place of the shopper's log back, with its whole checkout if it was part of one. */
  undo(user: number, place: number): readonly StreamEvent[] {
    const start = this.#now();
    const taken = this.#visits.takeOut(user, place);
    this.#takeBack(taken);
    this.#updates.add(this.#now() - start);
    return taken;
  }

  #learn(event: StreamEvent): void {
    if (event.kind === 'purchase') this.stock?.take(event.item);
    if (!teaches(event)) return;
    this.itemKnn.learn(event);
    this.popularity.learn(event);
    for (const follower of this.#followers) teach(follower, event);
    this.histories.add(event);
  }

  #takeBack(events: readonly VisitEvent[]): void {
    for (const event of events) {
      if (event.kind === 'purchase') this.stock?.giveBack(event.item);
      if (!teaches(event)) continue;
      this.itemKnn.unlearn(event);
      this.popularity.unlearn(event);
      for (const { model, histories } of this.#followers) {
        model.unlearn?.(event);
        histories.remove(event.user, event.item);
      }
      this.histories.remove(event.user, event.item);
    }
    if (events.some(({ checkout }) => checkout !== null)) this.baskets.remove(events.map(({ item }) => item));
  }

  /** Shoppers of whom the logs still tell something. */
  get shoppers(): number {
    return this.#visits.shoppers;
  }

  /** What the shopper did and did not take back, oldest first. */
  logOf(user: number): readonly VisitEvent[] {
    return this.#visits.of(user).log;
  }

  /** Events of the visit that were not taken back, in the log or settled. */
  eventsOf(user: number): number {
    return this.#visits.of(user).events;
  }

  basketOf(user: number): readonly number[] {
    return this.#visits.of(user).basket;
  }

  hidden(user: number): ReadonlySet<number> {
    return this.#visits.of(user).hidden;
  }

  looks(user: number, count: number): readonly number[] {
    return this.#visits.of(user).looks(count);
  }

  profile(user: number): Profile {
    return profileOf(this.histories.of(user).keys(), this.logOf(user), this.assortment);
  }

  /** A likeness of two items in [0, 1]: by who has them, or by what they are. */
  readonly likeness = (first: number, second: number): number =>
    Math.max(this.itemKnn.similarity(first, second), this.assortment.likeness(first, second));

  /** The list for the shopper. */
  recommend(user: number, count: number, asked: ListRequest = {}): SessionList {
    const { controls = NO_CONTROLS, rules = NO_SESSION_RULES } = asked;
    const sources = asked.sources ?? sourcesOf(this, user);
    const start = this.#now();
    const hidden = this.hidden(user);
    const result = recommend(sources, user, {
      candidates: CANDIDATES_A_PLACE * count,
      count,
      preference: preferenceOf(this, user, controls),
      diversity: { method: 'mmr', strength: controls.diversity, similarity: this.likeness },
      ...(asked.explore && { explore: asked.explore }),
      rules: rulesOf(rules, hidden, this.assortment, this.stock),
    });
    const milliseconds = this.#now() - start;
    this.#answers.add(milliseconds);
    return { ...result, milliseconds };
  }

  /** How long events and lists took. */
  latencies(): { readonly update: LatencySummary; readonly recommend: LatencySummary } {
    return { update: this.#updates.summary(), recommend: this.#answers.summary() };
  }
}

function teaches({ kind }: StreamEvent): boolean {
  return kind === 'cart' || kind === 'purchase' || kind === 'rating';
}

function teach({ model, histories }: Follower, event: StreamEvent): void {
  model.learn(event);
  histories.add(event);
}
