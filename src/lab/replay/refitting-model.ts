import type { StreamEvent, StreamModel } from '../../live/event';
import { Histories } from '../../live/history';
import type { OwnedModel } from '../../live/owned-model';
import { RefittedModel } from '../../live/refit';
import type { Scored } from '../../ranking/scored';
import type { Refit } from './record';
import type { Replay } from './schema';

/** Events that a new model learns between two events of the stream, so that no answer waits for it. */
const CHUNK = 20;

/**
 * A model that is fitted anew on the latest events of its stream, a chunk between every two, and goes on answering. A
 * new model knows what its window holds and what came since; what a user had before is kept off its lists all the same.
 */
export class RefittingModel implements StreamModel {
  readonly name: string;
  readonly recommend?: (user: number, count: number) => readonly Scored[];
  readonly predict?: (user: number, item: number) => number;
  readonly #model: RefittedModel;
  readonly #settings: Pick<Replay['models'][number], 'refit' | 'refitWindow'>;
  readonly #create: () => OwnedModel;
  /** The latest events that were learned, oldest first: those of the window, and up to as many before. */
  #recent: StreamEvent[] = [];
  #steps: ReturnType<RefittedModel['steps']> | null = null;
  readonly #refits: Refit[] = [];

  /**
   * @param create a model that has learned nothing, on histories of its own
   * @param seen what every user had, which the stream keeps up
   */
  constructor(
    create: (histories: Histories) => StreamModel,
    seen: Histories,
    settings: Pick<Replay['models'][number], 'refit' | 'refitWindow'>,
  ) {
    this.#create = () => {
      const histories = new Histories();
      return { model: create(histories), histories };
    };
    this.#settings = settings;
    const first = this.#create();
    const model = new RefittedModel(first);
    this.#model = model;
    this.name = model.name;
    if (first.model.recommend) {
      this.recommend = (user, count) => {
        const forgotten = seen.of(user).size - model.histories.of(user).size;
        if (forgotten === 0) return model.recommend(user, count);
        const list = model.recommend(user, count + forgotten);
        return list.filter(({ item }) => !seen.has(user, item)).slice(0, count);
      };
    }
    if (first.model.predict) this.predict = (user, item) => model.predict(user, item);
  }

  get refits(): readonly Refit[] {
    return this.#refits;
  }

  score(user: number, item: number): number {
    return this.#model.score(user, item);
  }

  learn(event: StreamEvent): void {
    this.#model.learn(event);
    const { refitWindow } = this.#settings;
    this.#recent.push(event);
    if (this.#recent.length >= 2 * refitWindow) this.#recent = this.#recent.slice(-refitWindow);
  }

  /**
   * One step of the refit under way, or of one that is due now; what falls due meanwhile is let pass.
   *
   * @param event number of the event before (from 1)
   * @param drifted whether its judgement completed a change
   * @returns whether a new model took over
   */
  step(event: number, drifted: boolean): boolean {
    if (!this.#steps) {
      const { refit, refitWindow } = this.#settings;
      const due = typeof refit === 'object' ? event % refit.every === 0 : refit === 'on-drift' && drifted;
      if (!due) return false;
      const recent = this.#recent.slice(-refitWindow);
      const why = drifted && refit === 'on-drift' ? 'drift' : 'schedule';
      this.#refits.push({ began: event, why, learned: recent.length, swapped: null });
      this.#steps = this.#model.steps(this.#create(), recent, { chunk: CHUNK });
    }
    if (!this.#steps.next().done) return false;
    this.#steps = null;
    this.#refits.push({ ...this.#refits.pop()!, swapped: event });
    return true;
  }
}
