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
  if (entry.trained) checkEarlyStopping(experiment);
  return { experiment: { ...experiment, model: { name, params: parsed.data } }, entry };
}

/** What early stopping watches is measured on the validation part. */
function checkEarlyStopping({ split, training }: Experiment): void {
  if (training.earlyStopping === null || holdsValidationOut(split)) return;
  throw new ResearcherError(
    'experiment.no-validation',
    {
      en: 'watches the validation part, but the split has none. Set split.validationRatio (for leave-one-out: split.validation), or leave early stopping out.',
      zh: '需要监视验证部分，但划分中没有。请设置 split.validationRatio（留一法为 split.validation），或去掉早停。',
    },
    { path: 'training.earlyStopping' },
  );
}

/** Whether the split has a validation part. */
export function holdsValidationOut(split: Experiment['split']): boolean {
  if (split.protocol === 'leave-one-out') return split.validation;
  return split.validationRatio > 0 || (split.protocol === 'predefined' && split.validationPath !== undefined);
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
