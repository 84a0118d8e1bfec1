import type { Scored } from '../ranking/scored';
import type { StreamEvent, StreamModel } from './event';
import type { Histories } from './history';
import { JOURNAL } from './models/journal';
import { follow, followForGood, type Change, type OwnedModel } from './owned-model';

/** Events that a new model learns between two looks, where nothing else is asked for. */
const CHUNK = 200;

/** How a new model is fitted. */
export interface RefitOptions {
  /** Events that it learns between two looks at what else is to be done. */
  readonly chunk?: number;
  /** Where the model can, it takes all events in at once, which is quicker, while nothing else is done. */
  readonly atOnce?: boolean;
  /** Ends it; the old model stays. */
  readonly signal?: AbortSignal;
}

/**
 * A model that can be fitted anew while it answers. The old one goes on learning and answering; the new one learns the
 * events that it is given, in chunks, then those that came meanwhile, and takes over at once between two events. From
 * then on it is the model that learned all of them in this order, and no question was left without an answer.
 */
export class RefittedModel implements StreamModel {
  readonly name: string;
  #serving: OwnedModel;
  /** What came while a new model is being fitted; null where none is. */
  #arrived: Change[] | null = null;
  #swaps = 0;

  constructor(first: OwnedModel) {
    this.#serving = first;
    this.name = first.model.name;
  }

  /** How often a new model took over. */
  get swaps(): number {
    return this.#swaps;
  }

  get isRefitting(): boolean {
    return this.#arrived !== null;
  }

  /** What the model that answers has read. */
  get histories(): Histories {
    return this.#serving.histories;
  }

  recommend(user: number, count: number): readonly Scored[] {
    return this.#serving.model.recommend?.(user, count) ?? [];
  }

  score(user: number, item: number): number {
    return this.#serving.model.score(user, item);
  }

  /** NaN where the model only ranks. */
  predict(user: number, item: number): number {
    return this.#serving.model.predict?.(user, item) ?? NaN;
  }

  learn(event: StreamEvent): void {
    this.follow({ event, what: 'learned', left: null });
  }

  unlearn(event: StreamEvent): void {
    this.follow({ event, what: 'taken back', left: null });
  }

  /** Whether the model that answers forgets by itself what a shop forgets; others have to be fitted anew. */
  get canForget(): boolean {
    return this.#serving.model.forgets === true;
  }

  follow(change: Change): void {
    follow(this.#serving, change);
    this.#arrived?.push(change);
  }

  /**
   * Fits `fresh` on the events, then swaps. Where that fails or is ended, the old model stays.
   *
   * @param events all that the new model is to know, oldest first; later changes of the array are not seen
   * @param checkpoint gives way to what waits; called after every chunk
   * @returns whether the new model took over; false as well where another refit is under way
   */
  async refit(
    fresh: OwnedModel,
    events: readonly StreamEvent[],
    checkpoint: () => Promise<void>,
    options: RefitOptions = {},
  ): Promise<boolean> {
    const steps = this.steps(fresh, events, options);
    try {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value;
        await checkpoint();
        if (options.signal?.aborted) return false;
      }
    } finally {
      steps.return(false);
    }
  }

  /**
   * The same in steps that the caller takes between events. It begins with the first step; each one learns a chunk, and
   * the last one swaps and tells whether the new model took over.
   */
  *steps(
    fresh: OwnedModel,
    events: readonly StreamEvent[],
    { chunk = CHUNK, atOnce = false }: RefitOptions = {},
  ): Generator<undefined, boolean, undefined> {
    if (this.#arrived) return false;
    const snapshot = events.slice();
    // Older ones are beyond what any model takes back.
    const recent = snapshot.length - JOURNAL;
    const arrived: Change[] = [];
    this.#arrived = arrived;
    const warm = atOnce && fresh.model.warm !== undefined;
    try {
      for (let at = 0; at < snapshot.length; at += chunk) {
        snapshot.slice(at, at + chunk).forEach((event, i) => {
          if (warm) fresh.histories.add(event);
          else if (at + i < recent) followForGood(fresh, event);
          else follow(fresh, { event, what: 'learned', left: null });
        });
        yield;
      }
      if (warm) fresh.model.warm!();
      while (arrived.length > chunk) {
        for (const change of arrived.splice(0, chunk)) follow(fresh, change);
        yield;
      }
      // No more than a chunk is left: no event can come between it and the swap.
      for (const change of arrived) follow(fresh, change);
      this.#serving = fresh;
      this.#swaps++;
      return true;
    } finally {
      this.#arrived = null;
    }
  }
}
