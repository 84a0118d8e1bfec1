import type { Scored } from '../../ranking/scored';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';
import { Top } from '../../ranking/top';

const LN2 = Math.log(2);

/** How far scores may grow before all are scaled back: e^300 is far below the end of f64. */
const MAX_EXPONENT = 300;

/** Items that are kept in order, the most popular: what a list takes, and what its reader has had of them. */
const LEADERS = 512;

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
  /** The most popular items in order; null where that is to be found out anew. */
  #leaders: Scored[] | null = null;

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
    const found = (this.#leaders ??= this.#best(LEADERS, EMPTY)).filter(({ item }) => !seen.has(item));
    // Beyond fewer leaders than are kept there is nothing.
    if (found.length >= count || this.#leaders.length < LEADERS) return found.slice(0, count);
    return this.#best(count, seen);
  }

  #best(count: number, without: Pick<ReadonlySet<number>, 'has'>): Scored[] {
    const top = new Top(count);
    const scores = this.#scores.values();
    for (let item = 0; item < scores.length; item++) {
      const score = scores[item]!;
      if (score > 0 && top.takes(item, score) && !without.has(item)) top.offer(item, score);
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
    this.#rose(event.item);
  }

  unlearn(event: StreamEvent): void {
    this.#scores.add(event.item, -this.#weight(event.timestamp));
    // Who comes after the last leader is not known.
    if (this.#leaders?.some(({ item }) => item === event.item)) this.#leaders = null;
  }

  /** Brings an item to its new place among the leaders, if it has one. */
  #rose(item: number): void {
    const leaders = this.#leaders;
    if (!leaders) return;
    const score = this.#scores.get(item);
    const before = leaders.findIndex((each) => each.item === item);
    if (before >= 0) leaders.splice(before, 1);
    let at = before >= 0 ? before : leaders.length;
    while (at > 0 && ranksBefore({ item, score }, leaders[at - 1]!)) at--;
    leaders.splice(at, 0, { item, score });
    if (leaders.length > LEADERS) leaders.pop();
  }

  #weight(timestamp: number): number {
    if (this.halfLife === null) return 1;
    this.#origin ??= timestamp;
    let exponent = ((timestamp - this.#origin) * LN2) / this.halfLife;
    if (exponent > MAX_EXPONENT) {
      const scale = Math.exp(-exponent);
      for (let item = 0; item < this.#scores.length; item++)
        this.#scores.set(item, this.#scores.get(item) * scale);
      this.#leaders = null;
      this.#origin = timestamp;
      exponent = 0;
    }
    return Math.exp(exponent);
  }
}

const EMPTY: ReadonlySet<number> = new Set();

function ranksBefore(one: Scored, other: Scored): boolean {
  return one.score > other.score || (one.score === other.score && one.item < other.item);
}
