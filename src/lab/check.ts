import { ResearcherError } from '../errors';
import type { ModelEntry } from '../models/recommender';
import { models as registered } from '../models/registry';
import type { Experiment } from './experiment';
import { checkMetrics } from './check-metrics';
import { parseExperiment } from './parse';
import { schemaError, unknownName } from './schema-errors';

export interface CheckedExperiment {
  /** With the model's defaults filled in too. */
  readonly experiment: Experiment;
  readonly entry: ModelEntry;
}

/**
 * All that can be known to be wrong before any data is read: the experiment's fields, the model's name and
 * parameters (by its own schema), the task it is asked for, and the metrics' names. Throws `ResearcherError`.
 */
export function checkExperiment(
  input: unknown,
  models: readonly ModelEntry[] = registered,
): CheckedExperiment {
  const experiment = parseExperiment(input);
  const { name, params } = experiment.model;
  const entry = models.find((one) => one.name === name);
  if (!entry)
    throw new ResearcherError(
      'experiment.unknown-model',
      unknownName(
        name,
        models.map((one) => one.name),
      ),
      { path: 'model.name' },
    );
  const parsed = entry.params.strict().safeParse(params);
  if (!parsed.success)
    throw schemaError('experiment.invalid', entry.params.strict(), params, parsed.error, ['model', 'params']);
  checkTask(experiment, entry, models);
  checkMetrics(experiment);
  return { experiment: { ...experiment, model: { name, params: parsed.data } }, entry };
}

function checkTask(experiment: Experiment, entry: ModelEntry, models: readonly ModelEntry[]): void {
  const { task } = experiment.evaluation;
  if (entry.tasks.includes(task)) return;
  const able = models.filter((one) => one.tasks.includes(task)).map((one) => one.name);
  throw new ResearcherError(
    'experiment.wrong-task',
    {
      en: `is “${task}”, which the model “${entry.name}” does not do. It does: ${entry.tasks.join(', ')}. Models for “${task}”: ${able.join(', ')}.`,
      zh: `为“${task}”，而模型“${entry.name}”不支持该任务。它支持：${entry.tasks.join('、')}。支持“${task}”的模型有：${able.join('、')}。`,
    },
    { path: 'evaluation.task' },
  );
}
