import { Random, streamOf } from '../../compute/random';
import type { Scored } from '../../ranking/scored';
import { Top } from '../../ranking/top';
import type { StreamEvent, StreamModel } from '../event';
import type { Histories } from '../history';
import { GrowingNetwork, type LabelledPair } from './growing-network';
import { JOURNAL, Journal } from './journal';
import { Reservoir } from './reservoir';

/** Draws for one negative before it is given up: a user who has nearly all items must not stop the stream. */
const TRIES = 20;

/** Bytes that the journal may keep of the network; with a large one, fewer events can be taken back. */
const KEPT = 64 * 2 ** 20;

const DRAWS = streamOf('stream neumf draws');

/** A user and an item of an event. */
interface Pair {
  readonly user: number;
  readonly item: number;
}

export interface StreamNeuMfOptions {
  readonly factors: number;
  readonly embedding: number;
  readonly layers: readonly number[];
  /** Events from one step to the next. */
  readonly batch: number;
  /** Earlier events that are learned again with each new one. */
  readonly replayed: number;
  /** Events that the reservoir holds. */
  readonly reservoir: number;
  /** Items drawn for each event, new or replayed. */
  readonly negatives: number;
  readonly learningRate: number;
  readonly weightDecay: number;
}

/**
 * Neural matrix factorisation (He et al. 2017) on a stream. Every event enters a reservoir, a uniform sample of all that
 * came; every `batch` events the new ones, as many times `replayed` drawn from the reservoir, and items drawn uniformly
 * from those known but not in the user's history take one step of Adam down the binary cross-entropy. Learning old
 * events again with the new ones keeps a network from forgetting them (for streams: Diaz-Aviles et al. 2012).
 *
 * Draws depend on the seed and the number of the event alone. An event is taken back by its journal.
 */
export class StreamNeuMf implements StreamModel {
  readonly name = 'neumf';
  readonly network: GrowingNetwork;
  readonly #reservoir: Reservoir<Pair>;
  readonly #journal: Journal;
  /** Events since the last step. */
  #waiting: readonly Pair[] = [];
  #known = 0;
  #events = 0;

  constructor(
    readonly histories: Histories,
    readonly options: StreamNeuMfOptions,
    readonly seed: number,
  ) {
    const { factors, embedding, layers, batch, replayed, negatives, learningRate, weightDecay } = options;
    const rows = batch * (1 + replayed) * (1 + negatives);
    this.network = new GrowingNetwork(
      { factors, tower: { embedding, layers }, activation: 'relu' },
      { learningRate, weightDecay, rows },
      seed,
    );
    // Values and two moments of what a step touches; a journal holds up to twice its limit.
    const bytes = 2 * 12 * (this.network.dense + 2 * rows * (factors + embedding));
    const limit = Math.min(JOURNAL, batch * Math.max(1, Math.floor(KEPT / bytes)));
    this.#journal = new Journal(histories, limit);
    this.#reservoir = new Reservoir(options.reservoir, seed, 'stream neumf reservoir');
  }

  /** The logit of the probability that the user takes the item. */
  score(user: number, item: number): number {
    return this.network.score(user, item);
  }

  recommend(user: number, count: number): Scored[] {
    if (this.#known === 0) return [];
    const seen = this.histories.of(user);
    const top = new Top(count);
    this.network.scores(user, this.#known, (first, scores) => {
      for (const [i, score] of scores.entries())
        if (top.takes(first + i, score) && !seen.has(first + i)) top.offer(first + i, score);
    });
    return top.list();
  }

  learn(event: StreamEvent): void {
    const { user, item } = event;
    const [waiting, known, events] = [this.#waiting, this.#known, this.#events];
    this.#journal.begin(event);
    this.#journal.keep(() => ([this.#waiting, this.#known, this.#events] = [waiting, known, events]));
    this.#known = Math.max(known, item + 1);
    this.#events++;
    this.#journal.keep(this.#reservoir.offer({ user, item }));
    this.#waiting = [...waiting, { user, item }];
    if (this.#waiting.length < this.options.batch) return;
    const pairs = this.#miniBatch(event, new Random(this.seed, DRAWS, events));
    this.#journal.keep(this.network.keeper(pairs));
    this.network.step(pairs);
    this.#waiting = [];
  }

  unlearn(event: StreamEvent): void {
    this.#journal.unlearn(event, (each) => this.learn(each));
  }

  /** The events that wait, those that are replayed, and what they are compared with. */
  #miniBatch(event: Pair, random: Random): LabelledPair[] {
    const replayed = Array.from({ length: this.#waiting.length * this.options.replayed }, () =>
      this.#reservoir.at(random.below(this.#reservoir.length)),
    );
    return [...this.#waiting, ...replayed].flatMap((pair) => {
      const drawn = Array.from({ length: this.options.negatives }, () => this.#draw(pair, event, random));
      return [
        { ...pair, label: 1 as const },
        ...drawn.flatMap((item) => (item === null ? [] : [{ user: pair.user, item, label: 0 as const }])),
      ];
    });
  }

  /** @param event the one that is being learned, which the histories do not hold yet */
  #draw({ user }: Pair, event: Pair, random: Random): number | null {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const item = random.below(this.#known);
      if (user === event.user && item === event.item) continue;
      if (!this.#journal.has(user, item)) return item;
    }
    return null;
  }
}
