import { Assortment } from '../ranking/assortment';
import type { Candidate } from '../ranking/candidate';
import {
  recall,
  recommend,
  type EngineOptions,
  type EngineResult,
  type RecallSource,
} from '../ranking/engine';
import { NO_CONTROLS, type SessionControls } from './controls';
import type { StreamEvent } from './event';
import { Knowledge } from './knowledge';
import { Latency, type LatencySummary } from './latency';
import type { OwnedModel } from './owned-model';
import { preferenceOf } from './preference';
import { profileOf, type Profile } from './profile';
import type { RefittedModel } from './refit';
import { NO_SESSION_RULES, rulesOf, type SessionRules } from './rules';
import { sourcesOf } from './sources';
import type { Stock } from './stock';
import type { VisitEvent } from './visit';
import { LOG_LIMITS, Visits, type LogLimits } from './visits';

/** Candidates asked of each source for each place of the list: enough that rules find what to fill places with. */
export const CANDIDATES_A_PLACE = 6;

export interface SessionOptions {
  readonly now?: () => number;
  readonly assortment?: Assortment;
  /** Absent where it is not known how many of each item there are. */
  readonly stock?: Stock | null;
  /** How much can still be taken back. */
  readonly logs?: LogLimits;
  /** Events of every kind that are known, the latest; older ones are forgotten. Null: none is ever forgotten. */
  readonly window?: number | null;
}

/** What a list is to keep to; what is left out is not asked for. */
export interface ListRequest {
  readonly controls?: SessionControls;
  readonly rules?: SessionRules;
  /** In place of the shop’s own. */
  readonly sources?: readonly RecallSource[];
  /** What candidates are ranked by, if not the weighted sum. */
  readonly ranker?: EngineOptions['ranker'];
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
 * events; what is older has settled and stays. With a window nothing stays but the latest events: lists are those of a
 * shop that opened with the first of them.
 */
export class LiveSession {
  readonly assortment: Assortment;
  readonly stock: Stock | null;
  readonly #knowledge: Knowledge;
  readonly #now: () => number;
  readonly #visits: Visits;
  readonly #updates = new Latency();
  readonly #answers = new Latency();
  #checkouts = 0;

  constructor({ now, assortment, stock, logs, window = null }: SessionOptions = {}) {
    this.#now = now ?? (() => performance.now());
    this.assortment = assortment ?? new Assortment(0, null);
    this.stock = stock ?? null;
    const { perShopper, total } = logs ?? LOG_LIMITS;
    this.#visits = new Visits({ perShopper, total: Math.min(total, window ?? Infinity) });
    this.#knowledge = new Knowledge(window);
  }

  get histories(): Knowledge['histories'] {
    return this.#knowledge.histories;
  }

  get itemKnn(): Knowledge['itemKnn'] {
    return this.#knowledge.itemKnn;
  }

  get popularity(): Knowledge['popularity'] {
    return this.#knowledge.popularity;
  }

  get baskets(): Knowledge['baskets'] {
    return this.#knowledge.baskets;
  }

  /** Events that are known, the latest; null: all. */
  get window(): number | null {
    return this.#knowledge.window;
  }

  /**
   * What happened before the shop opened, oldest first, and what of it was bought together; the models take it in at
   * once. Before any other event.
   */
  warm(events: Parameters<Knowledge['warm']>[0]): void {
    this.#knowledge.warm(events);
  }

  /** The same in steps of microseconds, between which nothing else may be asked. */
  warming(events: Parameters<Knowledge['warm']>[0]): Generator<undefined> {
    return this.#knowledge.warming(events);
  }

  /** Lets another model follow what is learned from now on; `lessons` are what it has missed. */
  follow(first: OwnedModel): RefittedModel {
    return this.#knowledge.follow(first);
  }

  /** All that taught the models, oldest first; `before` is what the shop was warmed with. */
  lessons(before: Iterable<StreamEvent>): StreamEvent[] {
    return [...this.#knowledge.lessons(before, this.#visits.inOrder())];
  }

  /** Takes an event in. An `undo` takes the shopper's last one back; without anything before it, it has no effect. */
  record(event: StreamEvent): void {
    const start = this.#now();
    if (event.kind === 'undo')
      this.#takeBack(this.#visits.takeOut(event.user, this.logOf(event.user).length - 1));
    else this.#learn(event, null);
    this.#updates.add(this.#now() - start);
  }

  /** Buys what is in the basket; the basket teaches what goes together. Returns the purchases. */
  checkOut(user: number, timestamp: number): readonly VisitEvent[] {
    const start = this.#now();
    const items = this.basketOf(user);
    const checkout = ++this.#checkouts;
    for (const item of items) this.#learn({ kind: 'purchase', user, item, rating: 1, timestamp }, checkout);
    this.#knowledge.checkedOut(checkout, items);
    this.#updates.add(this.#now() - start);
    return this.logOf(user).filter((event) => event.checkout === checkout);
  }

  /** Takes the event at a place of the shopper's log back, with its whole checkout if it was part of one. */
  undo(user: number, place: number): readonly VisitEvent[] {
    const start = this.#now();
    const taken = this.#visits.takeOut(user, place);
    this.#takeBack(taken);
    this.#updates.add(this.#now() - start);
    return taken;
  }

  #learn(event: StreamEvent, checkout: number | null): void {
    if (event.kind === 'purchase') this.stock?.take(event.item);
    const forgotten = this.#knowledge.add(this.#visits.add(event, checkout));
    if (forgotten) this.#visits.forget(forgotten);
  }

  #takeBack(events: readonly VisitEvent[]): void {
    for (const { kind, item } of events) if (kind === 'purchase') this.stock?.giveBack(item);
    this.#knowledge.takeBack(events);
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

  /** Shoppers who have the item. */
  holders(item: number): number {
    return this.itemKnn.holders(item);
  }

  /** A likeness of two items in [0, 1]: by who has them, or by what they are. */
  readonly likeness = (first: number, second: number): number =>
    Math.max(this.itemKnn.similarity(first, second), this.assortment.likeness(first, second));

  /** What a list of `count` places for the shopper is made of, before it is ranked. */
  candidates(user: number, sources: readonly RecallSource[], count: number): readonly Candidate[] {
    return recall(sources, user, CANDIDATES_A_PLACE * count);
  }

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
      ...(asked.ranker && { ranker: asked.ranker }),
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
