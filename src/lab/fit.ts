import type { Backend } from '../compute/backend';
import type { Split } from '../data/dataset';
import { evaluate } from '../evaluation/evaluate';
import { metricKey } from '../evaluation/metrics';
import type { FitContext, ModelEntry, Recommender } from '../models/recommender';
import { evaluationOptions } from './evaluation-options';
import type { Experiment } from './experiment';
import type { RunContext } from './run-context';

/**
 * A model of this kind fitted to the training part. What it measures meanwhile becomes the history, figures of the
 * validation part under `validation:` and their metric's name. A fit that fails or is cancelled leaves nothing behind.
 */
export async function fit(
  entry: ModelEntry,
  experiment: Experiment,
  split: Split,
  backend: Backend,
  context: RunContext,
): Promise<Recommender> {
  const { evaluation, seed, training } = experiment;
  const model = entry.create(entry.params.parse(experiment.model.params), evaluation.task);
  const validated = new Set<string>();
  const options = { ...evaluationOptions(experiment, split), bootstrap: 0, lists: false };

  const fitContext: FitContext = {
    backend,
    seed,
    training: {
      ...training,
      optimizer: {
        ...training.optimizer,
        schedule: training.schedule,
        clipNorm: training.clipNorm,
        norms: training.norms,
      },
      earlyStopping: watched(experiment),
    },
    report: ({ phase, step, total, epoch, metrics, samples }) => {
      context.progress('fit', step, total, phase, samples);
      if (epoch === undefined || !metrics) return;
      const values = Object.entries(metrics).map(([name, value]): [string, number] => [
        validated.has(name) ? `validation:${name}` : name,
        value,
      ]);
      context.point(epoch, Object.fromEntries(values));
    },
    checkpoint: () => context.control.checkpoint(),
    validate: split.validation
      ? async () => {
          const { metrics } = await evaluate(backend, model, split, 'validation', options, {
            checkpoint: () => context.control.checkpointThrough(),
            report: (done, total) => context.progress('validate', done, total),
          });
          for (const name of Object.keys(metrics)) validated.add(name);
          return metrics;
        }
      : null,
    warn: (warning) => context.warn(warning),
    neighboursBy: (path) => context.neighboursBy(path),
    resume: context.resumeFit(),
    keep: (read) => context.keepFit(read),
  };

  const planned = await model.plan?.(split.train, backend, fitContext.training);
  if (planned !== undefined) context.plan(planned, backend.memory.budget);
  try {
    await model.fit(split.train, fitContext);
    await backend.finish();
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Early stopping on `ndcg` watches it at the first cutoff. */
function watched({ training, evaluation }: Experiment): Experiment['training']['earlyStopping'] {
  const { earlyStopping } = training;
  return (
    earlyStopping && { ...earlyStopping, metric: metricKey(earlyStopping.metric, evaluation.cutoffs[0]!) }
  );
}
