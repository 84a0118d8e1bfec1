import type { Backend } from '../compute/backend';
import type { Split } from '../data/dataset';
import { evaluate } from '../evaluation/evaluate';
import type { ModelEntry } from '../models/recommender';
import { evaluationOptions } from './evaluation-options';
import type { Experiment } from './experiment';
import { fit } from './fit';
import type { RunContext } from './run-context';

export type Measured = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The references of a task that the experiment's own model is not: popularity for ranking, the bias model for rating. */
export function baselinesOf(experiment: Experiment, models: readonly ModelEntry[]): readonly ModelEntry[] {
  const { baselines, task } = experiment.evaluation;
  if (!baselines) return [];
  const name = task === 'rating' ? 'bias' : 'popularity';
  return models.filter((entry) => entry.name === name && entry.name !== experiment.model.name);
}

/** Fits and measures each baseline on the same split, with its default parameters; metrics by model name. */
export async function measureBaselines(
  baselines: readonly ModelEntry[],
  experiment: Experiment,
  split: Split,
  backend: Backend,
  context: RunContext,
): Promise<Measured> {
  const measured: Record<string, Readonly<Record<string, number>>> = {};
  for (const [i, entry] of baselines.entries()) {
    context.progress('baseline', i, baselines.length, entry.label);
    const own = { ...experiment, model: { name: entry.name, params: {} } };
    const model = await fit(entry, own, split, backend, context.inSilence());
    try {
      const options = { ...evaluationOptions(own, split), bootstrap: 0, lists: false };
      const { metrics } = await evaluate(backend, model, split, 'test', options, {
        checkpoint: () => context.control.checkpointThrough(),
        report: () => {},
      });
      measured[entry.name] = metrics;
    } finally {
      model.dispose();
    }
  }
  return measured;
}
