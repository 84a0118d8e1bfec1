import { Random, streamOf } from '../../compute/random';
import type { Scored } from '../../ranking/scored';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';
import { Factors } from './factors';
import { Journal } from './journal';
import { rankKnown } from './rank-known';

/** Standard deviation of the first values of a factor. */
const INITIAL_DEVIATION = 0.1;

/** Draws for one negative before it is given up: a user who has nearly all items must not stop the stream. */
const TRIES = 20;

const NEGATIVES = streamOf('stream bpr negatives');

export interface StreamBprOptions {
  readonly factors: number;
  /** Comparisons an event. */
  readonly negatives: number;
  readonly learningRate: number;
  readonly regularization: number;
}

/**
 * Bayesian personalised ranking, one event at a time (Rendle et al. 2009): for the event's item i and items j drawn
 * uniformly from those known but not in the history, a step up the gradient of ln σ(x) − λ‖θ‖²/2 with
 *
 *   x = b_i − b_j + p_u · (q_i − q_j)
 *
 * Draws depend on the seed and the number of the event alone. An event is taken back by its journal.
 */
export class StreamBpr implements StreamModel {
  readonly name = 'bpr-mf';
  readonly #users: Factors;
  readonly #items: Factors;
  readonly #bias = new GrowingArray();
  readonly #journal: Journal;
  #known = 0;
  #events = 0;

  constructor(
    readonly histories: Histories,
    readonly options: StreamBprOptions,
    readonly seed: number,
  ) {
    this.#journal = new Journal(histories);
    this.#users = new Factors(options.factors, INITIAL_DEVIATION, seed, 'stream bpr user factors');
    this.#items = new Factors(options.factors, INITIAL_DEVIATION, seed, 'stream bpr item factors');
  }

  score(user: number, item: number): number {
    const [p, q] = [this.#users.of(user), this.#items.of(item)];
    let sum = this.#bias.get(item);
    for (let f = 0; f < p.length; f++) sum += p[f]! * q[f]!;
    return sum;
  }

  recommend(user: number, count: number): Scored[] {
    return rankKnown(this.#known, count, this.histories.of(user), (item) => this.score(user, item));
  }

  learn(event: StreamEvent): void {
    const { user, item } = event;
    this.#journal.begin(event);
    const [known, events] = [this.#known, this.#events];
    this.#journal.keep(() => ([this.#known, this.#events] = [known, events]));
    this.#journal.keepRow(this.#users.of(user));
    this.#known = Math.max(this.#known, item + 1);
    const random = new Random(this.seed, NEGATIVES, this.#events++);
    for (let n = 0; n < this.options.negatives; n++) {
      const negative = this.#draw(user, item, random);
      if (negative !== null) this.#step(user, item, negative);
    }
  }

  learnForGood(event: StreamEvent): void {
    this.#journal.forGood(() => this.learn(event));
  }

  unlearn(event: StreamEvent): void {
    this.#journal.unlearn(event, (each) => this.learn(each));
  }

  #draw(user: number, positive: number, random: Random): number | null {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const item = random.below(this.#known);
      if (item !== positive && !this.#journal.has(user, item)) return item;
    }
    return null;
  }

  #step(user: number, positive: number, negative: number): void {
    const { learningRate: rate, regularization: decay } = this.options;
    const [p, q, other] = [this.#users.of(user), this.#items.of(positive), this.#items.of(negative)];
    for (const each of [positive, negative]) {
      this.#journal.keepRow(this.#items.of(each));
      this.#journal.keep(this.#bias.keeper(each));
    }
    const miss = 1 / (1 + Math.exp(this.score(user, positive) - this.score(user, negative)));
    this.#bias.add(positive, rate * (miss - decay * this.#bias.get(positive)));
    this.#bias.add(negative, rate * (-miss - decay * this.#bias.get(negative)));
    for (let f = 0; f < p.length; f++) {
      const [pf, qf, of] = [p[f]!, q[f]!, other[f]!];
      p[f] = pf + rate * (miss * (qf - of) - decay * pf);
      q[f] = qf + rate * (miss * pf - decay * qf);
      other[f] = of + rate * (-miss * pf - decay * of);
    }
  }
}
