import type { Backend, Scope, Tensor } from '../compute/backend';
import { ResearcherError } from '../errors';

/** Metrics where less is better; all others are better when greater. */
const LESS_IS_BETTER = ['rmse', 'mae', 'loss', 'gini', 'log-loss', 'calibration-error'];

/** Watches a validation metric, keeps the best parameters on the device, and says when patience is at its end. */
export class EarlyStopping {
  /** The best parameters so far, in the order of `tables`. */
  readonly best: readonly Tensor<'f32'>[];
  #bestValue: number | null = null;
  #epochsWithoutGain = 0;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly tables: readonly Tensor<'f32'>[],
    readonly options: { readonly metric: string; readonly patience: number },
  ) {
    this.best = tables.map((table) => scope.tensor('f32', table.length, `best ${table.label}`));
  }

  get finished(): boolean {
    return this.#epochsWithoutGain >= this.options.patience;
  }

  /** What it knows beside the best parameters, for a training that is interrupted. */
  get numbers(): Readonly<Record<string, number>> {
    const waited = { epochsWithoutGain: this.#epochsWithoutGain };
    return this.#bestValue === null ? waited : { ...waited, bestValue: this.#bestValue };
  }

  resume({ bestValue, epochsWithoutGain }: Readonly<Record<string, number>>): void {
    this.#bestValue = bestValue ?? null;
    this.#epochsWithoutGain = epochsWithoutGain ?? 0;
  }

  /** @param measured the validation metrics of the epoch that just ended */
  look(measured: Readonly<Record<string, number>>): void {
    const { metric } = this.options;
    const value = measured[metric];
    if (value === undefined) {
      const known = Object.keys(measured).join(', ') || '–';
      throw new ResearcherError(
        'training.early-stopping-metric',
        {
          en: `Early stopping watches “${metric}”, but the validation part gives ${known}. Choose one of these, or give the split a validation part.`,
          zh: `早停监视“${metric}”，但验证集给出的指标为：${known}。请从中选择一个，或为划分设置验证集。`,
        },
        { path: 'training.earlyStopping.metric' },
      );
    }
    const sign = LESS_IS_BETTER.includes(metric.split('@')[0]!) ? -1 : 1;
    if (this.#bestValue === null || sign * value > sign * this.#bestValue) {
      this.#bestValue = value;
      this.#epochsWithoutGain = 0;
      this.tables.forEach((table, i) => this.backend.copy(table, 0, this.best[i]!, 0, table.length));
    } else {
      this.#epochsWithoutGain++;
    }
  }

  /** Puts the best parameters back, where an epoch was measured at all. */
  restoreBest(): void {
    if (this.#bestValue === null) return;
    this.tables.forEach((table, i) => this.backend.copy(this.best[i]!, 0, table, 0, table.length));
  }
}
