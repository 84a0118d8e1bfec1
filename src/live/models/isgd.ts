import type { Scored } from '../../ranking/scored';
import type { StreamEvent, StreamModel } from '../event';
import type { Histories } from '../history';
import { Factors } from './factors';
import { Journal } from './journal';
import { rankKnown } from './rank-known';
import { RecencyQueue } from './recency-queue';

/** Standard deviation of the first values of a factor. */
const INITIAL_DEVIATION = 0.1;

export interface StreamIsgdOptions {
  readonly factors: number;
  /** Items that came longest ago, taken as not wanted at each event. */
  readonly negatives: number;
  readonly learningRate: number;
  readonly regularization: number;
}

/**
 * Matrix factorisation of positive-only feedback, one step an event (ISGD; Vinagre, Jorge & Gama 2014): what came is 1,
 *
 *   e = 1 − p_u·q_i,  p_u ← p_u + η (e q_i − λ p_u),  q_i ← q_i + η (e p_u − λ q_i),
 *
 * and items are ranked by how near p_u·q_i is to 1. Since nothing else is told, all scores would drift to 1; so before
 * each event the user takes a step towards 0 on the items that came longest ago (RAISGD; Vinagre, Jorge & Gama 2015),
 * which then count as having come. Items do not move in these steps. An event is taken back by its journal.
 */
export class StreamIsgd implements StreamModel {
  readonly name = 'isgd';
  readonly #users: Factors;
  readonly #items: Factors;
  readonly #queue = new RecencyQueue();
  readonly #journal: Journal;
  #known = 0;

  constructor(
    readonly histories: Histories,
    readonly options: StreamIsgdOptions,
    seed: number,
  ) {
    this.#journal = new Journal(histories);
    this.#users = new Factors(options.factors, INITIAL_DEVIATION, seed, 'stream isgd user factors');
    this.#items = new Factors(options.factors, INITIAL_DEVIATION, seed, 'stream isgd item factors');
  }

  /** 1 where the two agree wholly. */
  score(user: number, item: number): number {
    return 1 - Math.abs(1 - this.#product(user, item));
  }

  recommend(user: number, count: number): Scored[] {
    return rankKnown(this.#known, count, this.histories.of(user), (item) => this.score(user, item));
  }

  learn(event: StreamEvent): void {
    const { user, item } = event;
    this.#journal.begin(event);
    const known = this.#known;
    this.#journal.keep(() => (this.#known = known));
    this.#journal.keepRow(this.#users.of(user));
    this.#journal.keepRow(this.#items.of(item));
    this.#known = Math.max(known, item + 1);
    const negatives = this.#oldest(item);
    for (const negative of negatives) this.#step(user, negative, 0);
    this.#step(user, item, 1);
    for (const each of [item, ...negatives]) this.#journal.keep(this.#queue.touch(each));
  }

  learnForGood(event: StreamEvent): void {
    this.#journal.forGood(() => this.learn(event));
  }

  unlearn(event: StreamEvent): void {
    this.#journal.unlearn(event, (each) => this.learn(each));
  }

  #product(user: number, item: number): number {
    const [p, q] = [this.#users.of(user), this.#items.of(item)];
    let sum = 0;
    for (let f = 0; f < p.length; f++) sum += p[f]! * q[f]!;
    return sum;
  }

  #oldest(except: number): number[] {
    const found: number[] = [];
    for (
      let item = this.#queue.oldest();
      item >= 0 && found.length < this.options.negatives;
      item = this.#queue.after(item)
    )
      if (item !== except) found.push(item);
    return found;
  }

  #step(user: number, item: number, target: 0 | 1): void {
    const { learningRate: rate, regularization: decay } = this.options;
    const [p, q] = [this.#users.of(user), this.#items.of(item)];
    const error = target - this.#product(user, item);
    for (let f = 0; f < p.length; f++) {
      const [pf, qf] = [p[f]!, q[f]!];
      p[f] = pf + rate * (error * qf - decay * pf);
      if (target === 1) q[f] = qf + rate * (error * pf - decay * qf);
    }
  }
}
