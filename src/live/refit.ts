import type { Scored } from '../ranking/scored';
import type { StreamEvent, StreamModel } from './event';
import type { Histories } from './history';

/** Events that a new model learns between two looks at what else is to be done. */
const CHUNK = 200;

/** A model with the histories that it alone reads. */
export interface OwnedModel {
  readonly model: StreamModel;
  readonly histories: Histories;
}

/** What came while a new model was being fitted. */
interface Arrival {
  readonly event: StreamEvent;
  readonly takenBack: boolean;
}

/**
 * A model that can be fitted anew while it answers. The old one goes on learning and answering; the new one learns the
 * events that it is given, in chunks, then those that came meanwhile, and takes over at once between two events. From
 * then on it is the model that learned all of them in this order, and no question was left without an answer.
 */
export class RefittedModel implements StreamModel {
  readonly name: string;
  #serving: OwnedModel;
  /** Null where nothing is being fitted. */
  #arrived: Arrival[] | null = null;
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
    take(this.#serving, { event, takenBack: false });
    this.#arrived?.push({ event, takenBack: false });
  }

  unlearn(event: StreamEvent): void {
    take(this.#serving, { event, takenBack: true });
    this.#arrived?.push({ event, takenBack: true });
  }

  /**
   * Fits `fresh` on the events, then swaps. Where that fails, or `signal` ends it, the old model stays.
   *
   * @param events all that the new model is to know, oldest first; later changes of the array are not seen
   * @param checkpoint gives way to what waits; called after every chunk
   * @returns whether the new model took over; false as well where another refit is under way
   */
  async refit(
    fresh: OwnedModel,
    events: readonly StreamEvent[],
    checkpoint: () => Promise<void>,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const steps = this.steps(fresh, events);
    try {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value;
        await checkpoint();
        if (signal?.aborted) return false;
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
    chunk = CHUNK,
  ): Generator<undefined, boolean, undefined> {
    if (this.#arrived) return false;
    const snapshot = events.slice();
    const arrived: Arrival[] = [];
    this.#arrived = arrived;
    try {
      for (let at = 0; at < snapshot.length; at += chunk) {
        for (const event of snapshot.slice(at, at + chunk)) take(fresh, { event, takenBack: false });
        yield;
      }
      while (arrived.length > chunk) {
        for (const arrival of arrived.splice(0, chunk)) take(fresh, arrival);
        yield;
      }
      // No more than a chunk is left: no event can come between it and the swap.
      for (const arrival of arrived) take(fresh, arrival);
      this.#serving = fresh;
      this.#swaps++;
      return true;
    } finally {
      this.#arrived = null;
    }
  }
}

function take({ model, histories }: OwnedModel, { event, takenBack }: Arrival): void {
  if (!takenBack) {
    model.learn(event);
    histories.add(event);
  } else if (histories.has(event.user, event.item)) {
    model.unlearn?.(event);
    histories.remove(event.user, event.item);
  }
}
