import type { Scored } from '../../ranking/scored';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';
import { Top } from '../../ranking/top';
import { Factors } from './factors';
import { Journal } from './journal';

export interface StreamFactorizationOptions {
  /** 0 leaves the bias model alone. */
  readonly factors: number;
  readonly biasLearningRate: number;
  readonly factorLearningRate: number;
  readonly biasRegularization: number;
  readonly factorRegularization: number;
  /** Standard deviation of the first values of a factor. */
  readonly initialDeviation: number;
}

/** A gradient beyond this is cut: one absurd rating must not carry a model away. */
const MAX_GRADIENT = 1e12;

/**
 * Biased matrix factorisation by stochastic gradient descent, one step an event (Koren, Bell & Volinsky 2009;
 * single-pass form: Vinagre, Jorge & Gama 2014):
 *
 *   r̂ = μ + b_u + b_i + p_u·q_i,  e = 2 (r̂ − r)
 *   b ← b − η_b (e + λ_b b),  p_u ← p_u − η (e q_i + λ p_u),  q_i ← q_i − η (e p_u + λ q_i)
 *
 * μ is the running mean of all ratings, the new one included. Factors of a new user or item are drawn from
 * N(0, initialDeviation²) by the seed and the code, so a model is the same in whatever order codes appear.
 */
export class StreamFactorization implements StreamModel {
  readonly #userBias = new GrowingArray();
  readonly #itemBias = new GrowingArray();
  readonly #users: Factors;
  readonly #items: Factors;
  readonly #journal: Journal;
  #mean = 0;
  #count = 0;

  constructor(
    readonly name: string,
    readonly histories: Histories,
    readonly options: StreamFactorizationOptions,
    seed: number,
  ) {
    this.#journal = new Journal(histories);
    this.#users = new Factors(options.factors, options.initialDeviation, seed, 'stream user factors');
    this.#items = new Factors(options.factors, options.initialDeviation, seed, 'stream item factors');
  }

  predict(user: number, item: number): number {
    const base = this.#mean + this.#userBias.get(user) + this.#itemBias.get(item);
    if (this.options.factors === 0) return base;
    const [p, q] = [this.#users.of(user), this.#items.of(item)];
    let dot = 0;
    for (let f = 0; f < p.length; f++) dot += p[f]! * q[f]!;
    return base + dot;
  }

  score(user: number, item: number): number {
    return this.predict(user, item);
  }

  recommend(user: number, count: number): Scored[] {
    const seen = this.histories.of(user);
    const top = new Top(count);
    for (let item = 0; item < this.#itemBias.length; item++) {
      if (!seen.has(item)) top.offer(item, this.predict(user, item));
    }
    return top.list();
  }

  learn(event: StreamEvent): void {
    const { user, item, rating } = event;
    this.#keep(event);
    const { biasLearningRate: biasRate, factorLearningRate: rate } = this.options;
    const { biasRegularization: biasDecay, factorRegularization: decay } = this.options;
    this.#count++;
    this.#mean += (rating - this.#mean) / this.#count;
    const raw = 2 * (this.predict(user, item) - rating);
    const gradient = Math.min(MAX_GRADIENT, Math.max(-MAX_GRADIENT, raw));
    this.#userBias.add(user, -biasRate * (gradient + biasDecay * this.#userBias.get(user)));
    this.#itemBias.add(item, -biasRate * (gradient + biasDecay * this.#itemBias.get(item)));
    if (this.options.factors === 0) return;
    const [p, q] = [this.#users.of(user), this.#items.of(item)];
    for (let f = 0; f < p.length; f++) {
      const [pf, qf] = [p[f]!, q[f]!];
      p[f] = pf - rate * (gradient * qf + decay * pf);
      q[f] = qf - rate * (gradient * pf + decay * qf);
    }
  }

  learnForGood(event: StreamEvent): void {
    this.#journal.forGood(() => this.learn(event));
  }

  unlearn(event: StreamEvent): void {
    this.#journal.unlearn(event, (each) => this.learn(each));
  }

  /** What learning the event is about to change. */
  #keep(event: StreamEvent): void {
    const { user, item } = event;
    this.#journal.begin(event);
    const [mean, count] = [this.#mean, this.#count];
    this.#journal.keep(() => ([this.#mean, this.#count] = [mean, count]));
    this.#journal.keep(this.#userBias.keeper(user));
    this.#journal.keep(this.#itemBias.keeper(item));
    if (this.options.factors === 0) return;
    this.#journal.keepRow(this.#users.of(user));
    this.#journal.keepRow(this.#items.of(item));
  }
}
