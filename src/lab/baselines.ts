import type { Backend } from '../compute/backend';
import type { Split } from '../data/dataset';
import { compareWithAll, describeComparison, type UserFigures } from '../evaluation/compare';
import { evaluate } from '../evaluation/evaluate';
import type { LocalizedText } from '../language';
import type { ModelEntry } from '../models/recommender';
import { evaluationOptions } from './evaluation-options';
import type { Experiment } from './experiment';
import { fit } from './fit';
import type { RunContext } from './run-context';

export type Measured = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the baselines came to on one hold-out. */
export interface MeasuredBaselines {
  /** Metrics by model name. */
  readonly metrics: Measured;
  /** Metrics user by user, by model name. */
  readonly figures: Readonly<Record<string, UserFigures>>;
}

/** References that are quick to fit, and those that are hard to beat (Ferrari Dacrema et al. 2021), by task. */
const PLAIN = { rating: ['bias'], ranking: ['popularity'] } as const;
const STRONG = { rating: ['item-knn'], ranking: ['item-knn', 'ease'] } as const;

/** The references of a task that the experiment's own model is not. */
export function baselinesOf(experiment: Experiment, models: readonly ModelEntry[]): readonly ModelEntry[] {
  const { baselines, strongBaselines, task } = experiment.evaluation;
  const names: readonly string[] = [
    ...(baselines || strongBaselines ? PLAIN[task] : []),
    ...(strongBaselines ? STRONG[task] : []),
  ];
  return models.filter(({ name }) => names.includes(name) && name !== experiment.model.name);
}

/** Fits and measures each baseline on the same split, with its default parameters. */
export async function measureBaselines(
  baselines: readonly ModelEntry[],
  experiment: Experiment,
  split: Split,
  backend: Backend,
  context: RunContext,
): Promise<MeasuredBaselines> {
  const all: Record<string, Readonly<Record<string, number>>> = {};
  const figures: Record<string, UserFigures> = {};
  for (const [i, entry] of baselines.entries()) {
    context.progress('baseline', i, baselines.length, entry.label);
    const own = { ...experiment, model: { name: entry.name, params: {} } };
    const model = await fit(entry, own, split, backend, context.inSilence());
    try {
      const options = { ...evaluationOptions(own, split), bootstrap: 0, lists: false };
      const { metrics, users, perUser } = await evaluate(backend, model, split, 'test', options, {
        checkpoint: () => context.control.checkpointThrough(),
        report: () => {},
      });
      all[entry.name] = metrics;
      figures[entry.name] = { users, perUser };
    } finally {
      model.dispose();
    }
  }
  return { metrics: all, figures };
}

/** How the model stands against each baseline, user by user, in sentences by the baseline's name. */
export function againstBaselines(
  model: ModelEntry,
  figures: UserFigures,
  { figures: others }: MeasuredBaselines,
  models: readonly ModelEntry[],
): Record<string, readonly LocalizedText[]> {
  const labelOf = (name: string) => models.find((entry) => entry.name === name)!.label;
  return Object.fromEntries(
    Object.entries(compareWithAll(figures, others)).map(([name, compared]) => [
      name,
      compared.map((one) => ({
        en: describeComparison(one, model.label.en, labelOf(name).en).en,
        zh: describeComparison(one, model.label.zh, labelOf(name).zh).zh,
      })),
    ]),
  );
}
