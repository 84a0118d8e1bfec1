import type { LocalizedText } from '../../language';
import type { StreamEvent, StreamModel } from '../../live/event';
import { streamModels } from '../../live/models/registry';
import type { OwnedModel } from '../../live/owned-model';
import type { RefittedModel } from '../../live/refit';
import type { LiveSession } from '../../live/session';
import { macrotask } from '../macrotask';
import { unknownModel } from './errors';

/** Models that recommend from events without ratings. */
const COMPARED = ['item-knn', 'user-knn', 'bpr-mf', 'popularity', 'content-profile'];

/** Events that a new model learns between two looks at the message queue: at first, and while shoppers are served. */
const FIRST_LESSON = 500;
const LESSON = 50;

/** Of a shop's window: how much of it may pass before a model that cannot forget is fitted anew. */
const TURNOVER = 0.5;

/** The shop's engine as a model: what it makes of all its sources, ranked one way or the other. */
export const ENGINES = [
  {
    name: 'weighted-ranking',
    label: { en: 'The engine, ranked by the weighted sum', zh: '推荐引擎（加权和排序）' },
  },
  {
    name: 'network-ranking',
    label: { en: 'The engine, ranked by the trained network', zh: '推荐引擎（训练的网络排序）' },
  },
] as const;
export type EngineName = (typeof ENGINES)[number]['name'];

export function comparable(): readonly { readonly name: string; readonly label: LocalizedText }[] {
  return [...streamModels.filter(({ name }) => COMPARED.includes(name)), ...ENGINES];
}

export interface ComparedModelsOptions {
  readonly session: LiveSession;
  /** A model that has learned nothing. */
  readonly create: (name: string) => OwnedModel;
  /** What happened before the shop opened. */
  readonly before: () => Iterable<StreamEvent>;
}

/**
 * Models that a shop can be asked to compare: its own, which follow every event exactly, and others that are taught
 * what the shop knows when first asked for, follow from then on, and can be fitted anew in the background.
 */
export class ComparedModels {
  readonly #following = new Map<string, Promise<RefittedModel>>();
  /** Events since each model began to be fitted. */
  readonly #since = new Map<string, number>();

  constructor(readonly options: ComparedModelsOptions) {}

  async model(name: string): Promise<StreamModel> {
    const names = comparable().map((entry) => entry.name);
    if (!names.includes(name)) throw unknownModel(name, names);
    const { session } = this.options;
    if (name === session.itemKnn.name) return session.itemKnn;
    if (name === session.popularity.name) return session.popularity;
    const following = this.#following.get(name) ?? this.#teach(name);
    this.#following.set(name, following);
    return following;
  }

  /** It follows at once, so that nothing is missed of what comes while it is taught what was before. */
  async #teach(name: string): Promise<RefittedModel> {
    const { session, create } = this.options;
    const model = session.follow(create(name));
    await this.#fit(model, FIRST_LESSON, true);
    return model;
  }

  /**
   * Fits a model anew on all that the shop knows, while the old one goes on answering.
   *
   * @returns whether a new model took over; false where one is being fitted already, or the model is the shop's own
   */
  async refit(name: string): Promise<boolean> {
    const model = await this.#following.get(name);
    return model ? this.#fit(model, LESSON, false) : false;
  }

  #fit(model: RefittedModel, chunk: number, atOnce: boolean): Promise<boolean> {
    const { session, create, before } = this.options;
    this.#since.set(model.name, 0);
    return model.refit(create(model.name), session.lessons(before()), macrotask, { chunk, atOnce });
  }

  /** An event came: a model that keeps what the shop has forgotten is fitted anew once much of the window is new. */
  async took(): Promise<void> {
    const { window } = this.options.session;
    for (const [name, following] of this.#following) {
      const since = (this.#since.get(name) ?? 0) + 1;
      this.#since.set(name, since);
      if (window === null || since < TURNOVER * window) continue;
      const model = await following;
      if (!model.canForget && !model.isRefitting) await this.refit(name);
    }
  }
}
