import type { StreamModel } from '../../live/event';
import type { Prequential } from '../../live/prequential';
import type { Refit } from './record';
import { RefittingModel } from './refitting-model';

/**
 * Fits models of a replay anew between its events, where they are due. Steps are counted by events and never by the
 * clock, so that equal replays swap at equal places at any speed.
 */
export class Refits {
  readonly #prequential: Prequential;
  readonly #models: readonly { readonly index: number; readonly model: RefittingModel; drifts: number }[];
  readonly #tell: (index: number, event: number) => void;

  /** @param tell hears which model took over anew, after which event */
  constructor(
    prequential: Prequential,
    models: readonly StreamModel[],
    tell: (index: number, event: number) => void,
  ) {
    this.#prequential = prequential;
    this.#models = models.flatMap((model, index) =>
      model instanceof RefittingModel ? [{ index, model, drifts: 0 }] : [],
    );
    this.#tell = tell;
  }

  /** To be called after every event. */
  step(): void {
    const { events } = this.#prequential;
    for (const each of this.#models) {
      const drifts = this.#prequential.drifts(each.index).length;
      if (each.model.step(events, drifts > each.drifts)) this.#tell(each.index, events);
      each.drifts = drifts;
    }
  }

  of(index: number): readonly Refit[] {
    return this.#models.find((each) => each.index === index)?.model.refits ?? [];
  }
}
