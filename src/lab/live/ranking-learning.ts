import type { NetworkRanker } from '../../live/network-ranker';
import type { RankLearner } from '../../live/rank-learner';
import type { LearnerState, RankLesson } from '../../live/rank-lesson';
import type { LiveSession } from '../../live/session';
import { ShownLists, type ShownList } from '../../live/shown-lists';
import type { VisitEvent } from '../../live/visit';
import type { Candidate } from '../../ranking/candidate';
import type { RankNetwork } from '../../ranking/rank/network';
import { mean } from './mean';
import { Breath } from './past';
import type { LearningView } from './ranking-api';

/** Milliseconds after a list in which nothing is learned: what belongs to the list is asked for and made first. */
const AFTER = 40;

/** Multiplications that a list may wait for, some 30 ms: what the last clicks taught, where the next one follows at once. */
const AT_ONCE = 3e7;

/** Lists of which the loss is told. */
const LATEST = 20;

/**
 * Lets a ranking network learn from what shoppers do with the lists that it made. A list is answered first; what the act
 * before it taught is learned afterwards, in slices, and knows of it the next list. After an event of long ago was taken
 * back more may have to be learned again than a list can wait for: until then the network from before answers.
 */
export class RankLearning {
  readonly #shown = new ShownLists();
  /** In which order acts came that could teach. */
  readonly #orders = new WeakMap<VisitEvent, number>();
  #acts = 0;
  /** Acts before the network was at work. */
  #since = 0;
  #learner: RankLearner | null = null;
  /** Changes of what it is taught, and of networks. */
  #revision = 0;
  /** Acts whose list is yet to be answered. */
  readonly #untaught: VisitEvent[] = [];
  /** What is in view; null where no network made it, or it may not learn from it. */
  #inView: ShownList | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isLearning = false;
  #isClosed = false;

  constructor(readonly session: LiveSession) {}

  /** Another network takes over: what the one before learned from clicks is its own. */
  start(learner: RankLearner): void {
    this.#learner = learner;
    this.#revision++;
    this.#since = this.#acts;
    this.#untaught.length = 0;
    this.#inView = null;
  }

  /** The network as it stands; there must be one. */
  get network(): RankNetwork {
    const learner = this.#learner!;
    if (learner.waitingWork <= AT_ONCE) while (learner.advance());
    return learner.network;
  }

  /** A list is in view; no ranker: none that can be learned from. What led to it is taught from now on. */
  show(ranker: NetworkRanker | null, list: readonly Candidate[]): void {
    this.#teach();
    const items = list.map(({ item }) => item);
    this.#inView = ranker && items.length > 0 ? { items, features: ranker.featuresOf(items) } : null;
  }

  /**
   * The latest events of the shopper's log were acts while the list was in view.
   *
   * @param isOnIt whether they were acts on it, if they are on items of it; else these were found elsewhere
   */
  took(events: readonly VisitEvent[], isOnIt: boolean): void {
    if (!this.#inView || !this.#learner) return;
    for (const event of events) {
      if (isOnIt) this.#shown.reached(event, this.#inView);
      this.#orders.set(event, this.#acts++);
      this.#untaught.push(event);
    }
  }

  #teach(): void {
    for (const event of this.#untaught.splice(0)) {
      const log = this.session.logOf(event.user);
      this.#set(this.#orders.get(event)!, this.#shown.lesson(log, log.lastIndexOf(event)));
    }
    this.#soon();
  }

  /**
   * Events left the shopper's log as though they had never been; what later ones say may have depended on them, also
   * where they taught nothing themselves.
   */
  tookBack(user: number, events: readonly VisitEvent[]): void {
    for (const event of events) {
      const order = this.#orderOf(event);
      if (order !== null) this.#set(order, null);
    }
    const first = Math.min(...events.map(({ timestamp }) => timestamp));
    const log = this.session.logOf(user);
    log.forEach((event, at) => {
      const order = event.timestamp < first ? null : this.#orderOf(event);
      if (order !== null) this.#set(order, this.#shown.lesson(log, at));
    });
    this.#soon();
  }

  #set(order: number, lesson: RankLesson | null): void {
    if (this.#learner?.set(order, lesson)) this.#revision++;
  }

  /** Null where an act could not teach the network that is at work. */
  #orderOf(event: VisitEvent): number | null {
    const order = this.#orders.get(event) ?? -1;
    return order < this.#since ? null : order;
  }

  #soon(): void {
    if (this.#isClosed || this.#isLearning || !this.#learner?.waiting) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#catchUp(), AFTER);
  }

  async #catchUp(): Promise<void> {
    this.#timer = null;
    this.#isLearning = true;
    try {
      const breath = new Breath();
      while (!this.#isClosed && this.#learner?.advance()) if (breath.isDue) await breath.take();
    } finally {
      this.#isLearning = false;
    }
  }

  /** What the network, of which there must be one, has learned with all that waits now. */
  async state(): Promise<LearnerState> {
    const learner = this.#learner!;
    const breath = new Breath();
    while (learner.advance()) if (breath.isDue) await breath.take();
    return learner.state();
  }

  view(): LearningView | null {
    const learner = this.#learner;
    if (!learner) return null;
    const losses = learner.losses(LATEST);
    return {
      lists: learner.lessons - learner.waiting,
      steps: learner.steps,
      waiting: learner.waiting,
      revision: this.#revision,
      latest:
        losses.length === 0
          ? null
          : {
              lists: losses.length,
              loss: mean(losses.map(({ now }) => now)),
              trained: mean(losses.map(({ trained }) => trained)),
            },
    };
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
