import { Random, streamOf } from '../compute/random';
import { ListGradient } from '../ranking/rank/list-gradient';
import type { RankNetwork } from '../ranking/rank/network';
import { networkIn, parametersOf, widthsOf } from '../ranking/rank/parameters';
import { Reservoir } from './models/reservoir';
import {
  isSame,
  REPLAY_LISTS,
  REPLAY_NAME,
  type LearnerState,
  type LessonLoss,
  type RankLesson,
  type ReplayList,
} from './rank-lesson';

export interface LearnerOptions {
  /** Steps of Adam a lesson. */
  readonly steps: number;
  /** Earlier lists of a step, drawn from the reservoir. */
  readonly replayed: number;
  readonly learningRate: number;
}

/** Chosen by the clicks of simulated stores other than those that the documents tell of (docs/streams.md). */
export const LEARNER_OPTIONS: LearnerOptions = { steps: 4, replayed: 4, learningRate: 0.0003 };

/** Lessons that can be taken back, the latest; up to twice as many are kept. */
const LESSONS = 1000;

/** Bytes of the states kept to go back to; with a large network, some of the way back is learned again. */
const KEPT = 32 * 2 ** 20;

/** Adam as published (Kingma & Ba 2015). */
const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-8];

const DRAWS = streamOf('ranking replay draws');

interface Entry {
  readonly order: number;
  readonly lesson: RankLesson;
  readonly list: ReplayList;
  /** The state that the lesson found, where it is kept; of the first of the entries it is. */
  before: Float32Array | null;
  /** Brings the reservoir back to what it held before. */
  restore: () => void;
  loss: LessonLoss | null;
}

/**
 * A ranking network that goes on learning from lists that were shown. Each lesson takes a few steps of Adam down the
 * mean loss of its list and of earlier ones drawn from a reservoir, a uniform sample of the lists that the network was
 * trained on and of those that it learned since: learning these again with the new ones keeps it from forgetting them
 * (experience replay, Lin 1992; for recommendation from streams Diaz-Aviles et al. 2012).
 *
 * Draws depend on the seed and the number of the lesson alone, so equal lessons make equal networks, bit for bit. So
 * does a lesson that is taken back: states are never changed but replaced, the one before the lesson is put back, and
 * what came after is learned again. The work is done in pieces by who owns it (`advance`); until all lessons are
 * learned, `network` is the one before.
 */
export class RankLearner {
  readonly #widths: readonly number[];
  readonly #gradient: ListGradient;
  readonly #sums: Float64Array;
  readonly #reservoir: Reservoir<ReplayList>;
  readonly #trained: Float32Array;
  /** Lessons between two states that are kept. */
  readonly #every: number;
  #entries: Entry[] = [];
  /** Lessons before the entries, and entries that are learned. */
  #settled: number;
  #learned = 0;
  #settledOrder = -Infinity;
  #values: Float32Array;
  #network: RankNetwork;
  #work: Generator<undefined, Float32Array> | null = null;

  /**
   * @param trained the network before it learned from clicks
   * @param state where it stands now
   */
  constructor(
    readonly trained: RankNetwork,
    state: LearnerState,
    readonly seed: number,
    readonly options: LearnerOptions = LEARNER_OPTIONS,
  ) {
    this.#widths = widthsOf(trained);
    this.#gradient = new ListGradient(this.#widths);
    const { parameters } = this.#gradient;
    this.#sums = new Float64Array(parameters);
    this.#trained = parametersOf(trained);
    this.#values = state.values;
    this.#settled = state.lessons;
    this.#every = Math.ceil((2 * LESSONS * 3 * 4 * parameters) / KEPT);
    this.#reservoir = new Reservoir(REPLAY_LISTS, seed, REPLAY_NAME, state.replay);
    this.#network = this.#served();
  }

  /** The network after the lessons, as far as all of them are learned. */
  get network(): RankNetwork {
    return this.#network;
  }

  /** Lessons that were taught and not taken back, earlier ones included. */
  get lessons(): number {
    return this.#settled + this.#entries.length;
  }

  get steps(): number {
    return this.options.steps * (this.#settled + this.#learned);
  }

  /** Lessons that are yet to be learned. */
  get waiting(): number {
    return this.#entries.length - this.#learned;
  }

  /** Multiplications that those take. */
  get waitingWork(): number {
    const { steps, replayed } = this.options;
    const { held } = this.#reservoir;
    const rowsOf = (lists: readonly ReplayList[]) =>
      lists.reduce((sum, { inputs }) => sum + inputs.length, 0) / this.#widths[0]!;
    const own = rowsOf(this.#entries.slice(this.#learned).map(({ list }) => list));
    const earlier = held.length === 0 ? 0 : (this.waiting * replayed * rowsOf(held)) / held.length;
    return steps * (own + earlier) * 3 * this.#gradient.parameters;
  }

  /** Losses of the latest `count` lessons that were learned, oldest first. */
  losses(count: number): LessonLoss[] {
    return this.#entries.slice(Math.max(0, this.#learned - count), this.#learned).map(({ loss }) => loss!);
  }

  /**
   * What the act of a number teaches, from now on: lessons are learned in order of their numbers. Null: nothing, as
   * though it had never been taught. Without effect on what is too long ago.
   *
   * @returns whether it teaches anything else than before
   */
  set(order: number, lesson: RankLesson | null): boolean {
    if (order <= this.#settledOrder) return false;
    const found = this.#entries.findIndex((entry) => entry.order >= order);
    const at = found < 0 ? this.#entries.length : found;
    const before = this.#entries[at]?.order === order ? this.#entries[at].lesson : null;
    if (isSame(before, lesson)) return false;
    // What is under way is a lesson that from now on comes after another, or not at all.
    if (at <= this.#learned) this.#work = null;
    if (at < this.#learned) this.#goBack(at);
    this.#entries.splice(at, before ? 1 : 0, ...(lesson ? [this.#entry(order, lesson)] : []));
    if (this.waiting === 0) this.#network = this.#served();
    return true;
  }

  #entry(order: number, lesson: RankLesson): Entry {
    const list = {
      inputs: this.trained.standardizer.apply(lesson.features),
      weight: lesson.weight,
      isClicked: true,
    };
    return { order, lesson, list, before: null, restore: () => {}, loss: null };
  }

  /** To the latest state that is kept of those before the entry. */
  #goBack(at: number): void {
    const from = this.#entries.slice(0, at + 1).findLastIndex(({ before }) => before !== null);
    for (const { restore } of this.#entries.slice(from, this.#learned).toReversed()) restore();
    this.#values = this.#entries[from]!.before!;
    this.#learned = from;
  }

  /** One piece of the work that waits, the gradient of one list; whether there was any. */
  advance(): boolean {
    const entry = this.#entries[this.#learned];
    if (!entry) return false;
    this.#work ??= this.#learn(entry, this.#settled + this.#learned);
    const { done, value } = this.#work.next();
    if (!done) return true;
    this.#work = null;
    const isKept = this.#learned === 0 || (this.#settled + this.#learned) % this.#every === 0;
    entry.before = isKept ? this.#values : null;
    entry.restore = this.#reservoir.offer(entry.list);
    this.#values = value;
    this.#learned++;
    if (this.waiting > 0) return true;
    this.#network = this.#served();
    this.#settle();
    return true;
  }

  /** Changes nothing but the entry's loss; returns the state after the lesson. */
  *#learn(entry: Entry, lesson: number): Generator<undefined, Float32Array> {
    const { steps, replayed, learningRate } = this.options;
    const { parameters } = this.#gradient;
    const random = new Random(this.seed, DRAWS, lesson);
    const values = this.#values.slice();
    const [theta, m, v] = [0, 1, 2].map((part) =>
      values.subarray(part * parameters, (part + 1) * parameters),
    ) as [Float32Array, Float32Array, Float32Array];
    const { inputs, weight } = entry.list;
    for (let step = 0; step < steps; step++) {
      this.#sums.fill(0);
      const loss = this.#gradient.add(theta, inputs, weight, this.#sums);
      if (step === 0) entry.loss = { now: loss, trained: this.#gradient.loss(this.#trained, inputs) };
      let lists = 1;
      for (; lists <= replayed && this.#reservoir.length > 0; lists++) {
        const list = this.#reservoir.at(random.below(this.#reservoir.length));
        this.#gradient.add(theta, list.inputs, list.weight, this.#sums);
        yield;
      }
      const t = lesson * steps + step + 1;
      const rate = (learningRate * Math.sqrt(1 - BETA_2 ** t)) / (1 - BETA_1 ** t);
      const epsilon = EPSILON * Math.sqrt(1 - BETA_2 ** t);
      for (let i = 0; i < parameters; i++) {
        const g = this.#sums[i]! / lists;
        m[i] = BETA_1 * m[i]! + (1 - BETA_1) * g;
        v[i] = BETA_2 * v[i]! + (1 - BETA_2) * g * g;
        theta[i]! -= (rate * m[i]!) / (Math.sqrt(v[i]!) + epsilon);
      }
    }
    return values;
  }

  /** Lets the oldest go where there are too many; the first one left has a state to go back to. */
  #settle(): void {
    if (this.#entries.length < 2 * LESSONS) return;
    const from = this.#entries.slice(0, 1 - LESSONS).findLastIndex(({ before }) => before !== null);
    if (from <= 0) return;
    this.#settledOrder = this.#entries[from - 1]!.order;
    this.#entries = this.#entries.slice(from);
    this.#settled += from;
    this.#learned -= from;
  }

  #served(): RankNetwork {
    const parameters = this.#values.subarray(0, this.#gradient.parameters);
    return networkIn(this.trained.standardizer, this.#widths, parameters);
  }

  /** Where it stands, with all that is needed to go on from there. Learns what waits first. */
  state(): LearnerState {
    while (this.advance());
    const { held, seen } = this.#reservoir;
    return { values: this.#values, lessons: this.lessons, replay: { held: [...held], seen } };
  }
}
