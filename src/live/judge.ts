import type { Scored } from '../ranking/scored';
import { PAGE_HINKLEY, PageHinkley } from './drift';
import type { StreamEvent, StreamModel } from './event';
import { Latency } from './latency';
import type { Drift, PrequentialOptions, PrequentialPoint, PrequentialResult } from './prequential';
import { SlidingMean } from './window';

/** Where a judged event stands. */
export interface Place extends Drift {
  /** Items known before it. */
  readonly items: number;
  /** Nobody had its item before. */
  readonly cold: boolean;
}

/** One model under test: how its answers were judged, and how long it took to answer and to learn. */
export class Judge {
  window: SlidingMean;
  #squaredErrors: SlidingMean;
  readonly #recommend = new Latency();
  readonly #update = new Latency();
  series: PrequentialPoint[] = [];
  readonly drifts: Drift[] = [];
  readonly #drift: PageHinkley;
  #judged = 0;
  #hits = 0;
  #hitsByTie = 0;
  #reciprocalRanks = 0;
  #gains = 0;
  #cold = 0;
  #coldHits = 0;
  #predicted = 0;
  #squares = 0;
  #absolutes = 0;

  constructor(
    readonly model: StreamModel,
    readonly options: PrequentialOptions,
    readonly now: () => number,
  ) {
    this.window = new SlidingMean(options.window);
    this.#squaredErrors = new SlidingMean(options.window);
    this.#drift = new PageHinkley(options.drift ?? PAGE_HINKLEY);
  }

  test(event: StreamEvent, known: boolean, { items, cold, ...place }: Place): void {
    if (known && this.model.recommend) {
      const start = this.now();
      const list = this.model.recommend(event.user, this.options.topN);
      this.#recommend.add(this.now() - start);
      const rank = list.findIndex(({ item }) => item === event.item);
      this.#judged++;
      if (cold) this.#cold++;
      if (rank >= 0) {
        this.#hits++;
        if (cold) this.#coldHits++;
        this.#reciprocalRanks += 1 / (rank + 1);
        this.#gains += 1 / Math.log2(rank + 2);
      } else if (this.#tied(event, list, items)) this.#hitsByTie++;
      this.window.add(rank >= 0 ? 1 : 0);
      if (this.#drift.add(rank >= 0 ? 0 : 1)) this.drifts.push(place);
    }
    if (this.model.predict) {
      const [min, max] = this.options.ratingRange;
      const prediction = Math.min(max, Math.max(min, this.model.predict(event.user, event.item)));
      const error = event.rating - prediction;
      this.#predicted++;
      this.#squares += error * error;
      this.#absolutes += Math.abs(error);
      this.#squaredErrors.add(error * error);
      if (!this.model.recommend && this.#drift.add(Math.abs(error))) this.drifts.push(place);
    }
  }

  /**
   * Whether the item is off the list only because of the order of equal scores. A list that could not be filled leaves
   * all other known items equal, at nothing.
   */
  #tied({ user, item }: StreamEvent, list: readonly Scored[], items: number): boolean {
    if (list.length < this.options.topN) return item < items;
    const score = this.model.score(user, item);
    return score > 0 && score === list.at(-1)?.score;
  }

  learn(event: StreamEvent): void {
    const start = this.now();
    this.model.learn(event);
    this.#update.add(this.now() - start);
  }

  point(event: number, timestamp: number): PrequentialPoint {
    const rmse = Math.sqrt(this.#squaredErrors.mean);
    return { event, timestamp, recall: measured(this.window.mean), rmse: measured(rmse) };
  }

  mark(event: number, timestamp: number): void {
    this.series.push(this.point(event, timestamp));
  }

  /** Leaves every other point out, so that a curve without end stays short; the latest one stays. */
  thin(): void {
    this.series = this.series.filter((_, i) => i % 2 === 1);
  }

  clearWindows(): void {
    this.window = new SlidingMean(this.options.window);
    this.#squaredErrors = new SlidingMean(this.options.window);
  }

  result(): PrequentialResult {
    return {
      name: this.model.name,
      judged: this.#judged,
      recall: this.#hits / this.#judged,
      recallTiesInFavour: (this.#hits + this.#hitsByTie) / this.#judged,
      mrr: this.#reciprocalRanks / this.#judged,
      ndcg: this.#gains / this.#judged,
      cold: { judged: this.#cold, recall: this.#coldHits / this.#cold },
      warmRecall: (this.#hits - this.#coldHits) / (this.#judged - this.#cold),
      rmse: Math.sqrt(this.#squares / this.#predicted),
      mae: this.#absolutes / this.#predicted,
      recommendLatency: this.#recommend.summary(),
      updateLatency: this.#update.summary(),
      series: this.series,
      drifts: this.drifts,
    };
  }
}

/** JSON has no NaN. */
function measured(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
