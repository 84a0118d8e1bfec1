import type { Scored } from '../../ranking/scored';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';
import { Top } from '../../ranking/top';

const LN2 = Math.log(2);

/** How far scores may grow before all are scaled back: e^300 is far below the end of f64. */
const MAX_EXPONENT = 300;

/**
 * The most frequent items. With a half-life, an event counts 2^(−age / halfLife): old fame fades. Instead of decaying
 * every count at every event, new events weigh more (forward decay; Cormode et al. 2009), which leaves the order and
 * the ratios the same and costs one addition.
 */
export class StreamPopularity implements StreamModel {
  readonly name = 'popularity';
  readonly forgets?: true;
  readonly #scores = new GrowingArray();
  #origin: number | null = null;

  /** @param halfLife seconds, or null for plain counts */
  constructor(
    readonly histories: Histories,
    readonly halfLife: number | null = null,
  ) {
    // Weights of events are sums with rounding errors, counts are not.
    if (halfLife === null) this.forgets = true;
  }

  recommend(user: number, count: number): Scored[] {
    const seen = this.histories.of(user);
    const top = new Top(count);
    const scores = this.#scores.values();
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item]!;
      if (score > 0 && top.takes(item, score) && !seen.has(item)) top.offer(item, score);
    }
    return top.list();
  }

  /** The score of the most popular item; 0 before the first event. */
  greatest(): number {
    let most = 0;
    for (const score of this.#scores.values()) most = Math.max(most, score);
    return most;
  }

  score(_user: number, item: number): number {
    return this.#scores.get(item);
  }

  learn(event: StreamEvent): void {
    this.#scores.add(event.item, this.#weight(event.timestamp));
  }

  unlearn(event: StreamEvent): void {
    this.#scores.add(event.item, -this.#weight(event.timestamp));
  }

  #weight(timestamp: number): number {
    if (this.halfLife === null) return 1;
    this.#origin ??= timestamp;
    let exponent = ((timestamp - this.#origin) * LN2) / this.halfLife;
    if (exponent > MAX_EXPONENT) {
      const scale = Math.exp(-exponent);
      for (let item = 0; item < this.#scores.length; item++)
        this.#scores.set(item, this.#scores.get(item) * scale);
      this.#origin = timestamp;
      exponent = 0;
    }
    return Math.exp(exponent);
  }
}
