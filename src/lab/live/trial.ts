import type { StoreTruth } from '../../data/store';
import type { StreamModel } from '../../live/event';
import type { Team } from '../../live/interleave';
import { RefittedModel } from '../../live/refit';
import type { LiveSession } from '../../live/session';
import type { SessionRules } from '../../live/rules';
import type { ComparisonMode, ComparisonView } from './api';
import { ENGINES, type ComparedModels, type EngineName } from './compared-models';
import { Comparison } from './comparison';
import { notCompared } from './errors';
import { CountedSources, type ShopNames } from './names';

/** Two models of a shop on trial against each other, if any are, and what keeps them up to date. */
export class ModelTrial {
  #comparison: Comparison | null = null;

  constructor(
    readonly session: LiveSession,
    readonly models: ComparedModels,
    /** The shop's engine, ranked as its name says. */
    readonly engine: (name: EngineName) => StreamModel,
    readonly seed: number,
  ) {}

  async begin(mode: ComparisonMode, [a, b]: readonly [string, string]): Promise<void> {
    const models = [await this.#model(a), await this.#model(b)] as const;
    this.#comparison = new Comparison(this.session, mode, models, this.seed);
  }

  async #model(name: string): Promise<StreamModel> {
    const engine = ENGINES.find((each) => each.name === name);
    return engine ? this.engine(engine.name) : this.models.model(name);
  }

  end(): void {
    this.#comparison = null;
  }

  /** An event of the shop was learned. */
  took(): void {
    void this.models.took();
  }

  /** What is returned takes the click back. */
  clicked(team: Team): (() => void)[] {
    return this.#comparison ? [this.#comparison.clicked(team)] : [];
  }

  meet(shoppers: number, truth: StoreTruth, rules: SessionRules): void {
    this.#compared.meet(shoppers, truth, { rules });
  }

  /** Fits the models that are compared anew; resolves when they took over. */
  async refit(): Promise<void> {
    await Promise.all(this.#compared.names.map((name) => this.models.refit(name)));
  }

  get #compared(): Comparison {
    if (!this.#comparison) throw notCompared();
    return this.#comparison;
  }

  view(names: ShopNames, user: number, rules: SessionRules): ComparisonView | null {
    const comparison = this.#comparison;
    if (!comparison) return null;
    const from = new CountedSources([]);
    const lists = comparison
      .lists(user, { rules })
      .map((list) =>
        list.map(({ item, team }) => ({ ...names.tile({ item, score: 0, sources: [] }, from), team })),
      );
    const { mode, names: models, clicks, shown, crowd } = comparison;
    const fits = comparison.models.map((model) =>
      // The first fit is not a refit.
      model instanceof RefittedModel ? { refits: model.swaps - 1, isRefitting: model.isRefitting } : null,
    );
    return {
      mode,
      models,
      lists,
      clicks: [...clicks],
      shown: [...shown],
      crowd,
      fits: [fits[0]!, fits[1]!],
    };
  }
}
