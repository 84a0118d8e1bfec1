import type { PageHinkleyOptions } from './drift';
import type { StreamEvent, StreamModel } from './event';
import type { Histories } from './history';
import { Judge, type Place } from './judge';
import type { LatencySummary } from './latency';
import { mcNemar, type McNemar } from './mcnemar';

export interface PrequentialOptions {
  /** Length of the lists that are judged. */
  readonly topN: number;
  /** Events in the sliding window of the curves. */
  readonly window: number;
  /** Predicted ratings are cut to this range. */
  readonly ratingRange: readonly [min: number, max: number];
  /** Models learn of an event only after this many further events (0: at once). */
  readonly delay: number;
  /** Points kept of each curve. */
  readonly points: number;
  /** Events in the whole stream, for the spacing of the points; null: no end, so points are thinned out as it goes. */
  readonly length: number | null;
  /** Only every so-manieth event is judged (default: each); all are learned. */
  readonly judgeEvery?: number;
  /** When a rise of a model's misses or errors counts as a drift (default: as in MOA). */
  readonly drift?: PageHinkleyOptions;
}

/** One point of a model's curves: means over the window that ends with event `event` (from 1). */
export interface PrequentialPoint {
  readonly event: number;
  readonly timestamp: number;
  /** Null where nothing was judged. */
  readonly recall: number | null;
  readonly rmse: number | null;
}

export interface PrequentialResult {
  readonly name: string;
  /** Events of users known before them: those that were judged. */
  readonly judged: number;
  /** Share of judged events whose item was in the list given before (hit rate; Recall@N with one relevant item). */
  readonly recall: number;
  /**
   * The same with every tie in the item's favour (as if it stood before all items of equal score): how far `recall`
   * depends on the order of equal scores. Some published figures are of this kind.
   */
  readonly recallTiesInFavour: number;
  /** Over judged events, 1/rank of the item in the list, 0 beyond it. */
  readonly mrr: number;
  /** Over judged events, 1/log2(rank + 1) of the item in the list, 0 beyond it (nDCG@N with one relevant item). */
  readonly ndcg: number;
  /** Judged events of items that nobody had before, and the share of them whose item was in the list. */
  readonly cold: { readonly judged: number; readonly recall: number };
  /** Share of the other judged events whose item was in the list. */
  readonly warmRecall: number;
  /** Over all events; NaN for models that only rank. */
  readonly rmse: number;
  readonly mae: number;
  readonly recommendLatency: LatencySummary;
  readonly updateLatency: LatencySummary;
  readonly series: readonly PrequentialPoint[];
  /** Where the model's misses (for one that only rates: absolute errors) began to rise, by the Page–Hinkley test. */
  readonly drifts: readonly Drift[];
}

/** A change that was found with this event (from 1). */
export interface Drift {
  readonly event: number;
  readonly timestamp: number;
}

/**
 * Prequential evaluation (test, then learn; Gama, Sebastião & Rodrigues 2013; for recommenders Vinagre, Jorge & Gama
 * 2014). For each event in turn, every model first recommends to the user (if the user is known) and predicts the
 * rating, is judged by what the user really did, and only then learns the event. All models see the same events and
 * share the histories that mask what was seen.
 */
export class Prequential {
  readonly #judges: Judge[];
  readonly #waiting: StreamEvent[] = [];
  /** Items that were learned of. */
  readonly #met = new Set<number>();
  /** Events from one point of the curves to the next. */
  #every: number;
  #events = 0;

  constructor(
    readonly histories: Histories,
    models: readonly StreamModel[],
    readonly options: PrequentialOptions,
    readonly now: () => number = () => performance.now(),
  ) {
    this.#judges = models.map((model) => new Judge(model, options, now));
    this.#every = spacing(options);
  }

  get events(): number {
    return this.#events;
  }

  next(event: StreamEvent): void {
    this.#events++;
    if (this.#events % (this.options.judgeEvery ?? 1) === 0) {
      const known = this.histories.knows(event.user) && !this.histories.has(event.user, event.item);
      const place: Place = {
        event: this.#events,
        timestamp: event.timestamp,
        items: this.histories.items,
        cold: !this.#met.has(event.item),
      };
      for (const judge of this.#judges) judge.test(event, known, place);
    }
    this.#take(event);
    if (this.#events % this.#every > 0) return;
    for (const judge of this.#judges) judge.mark(this.#events, event.timestamp);
    if (this.options.length !== null || this.#judges[0]!.series.length < 2 * this.options.points) return;
    for (const judge of this.#judges) judge.thin();
    this.#every *= 2;
  }

  /** Takes the event in without judging anything by it. */
  skip(event: StreamEvent): void {
    this.#events++;
    this.#take(event);
  }

  /** After skipped events: windows look at what comes from now on. */
  clearWindows(): void {
    for (const judge of this.#judges) judge.clearWindows();
  }

  /** Where every model's curve stands now. */
  standing(timestamp: number): PrequentialPoint[] {
    return this.#judges.map((judge) => judge.point(this.#events, timestamp));
  }

  #take(event: StreamEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > this.options.delay) this.#learn(this.#waiting.shift()!);
  }

  #learn(event: StreamEvent): void {
    for (const judge of this.#judges) judge.learn(event);
    this.#met.add(event.item);
    this.histories.add(event);
  }

  /** The curves so far, one row of points a model. */
  series(): (readonly PrequentialPoint[])[] {
    return this.#judges.map((judge) => judge.series);
  }

  results(): PrequentialResult[] {
    return this.#judges.map((judge) => judge.result());
  }

  /** Changes found so far in a model's misses or errors. */
  drifts(index: number): readonly Drift[] {
    return this.#judges[index]!.drifts;
  }

  /** Whether a model recommends, and so has hits to compare. */
  ranks(index: number): boolean {
    return this.#judges[index]!.model.recommend !== undefined;
  }

  /** Whether two models' hits in the window differ by more than chance (McNemar's test). */
  compare(first: number, second: number): McNemar {
    return mcNemar(this.#judges[first]!.window.values(), this.#judges[second]!.window.values());
  }
}

/** Events from one point to the next, at first. */
export function spacing({ length, points, window }: PrequentialOptions): number {
  return Math.max(1, Math.floor(length === null ? window / 20 : length / points));
}
