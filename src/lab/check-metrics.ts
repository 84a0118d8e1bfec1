import { ResearcherError } from '../errors';
import { metricDefinitions, metricKey } from '../evaluation/metrics';
import type { Experiment } from './experiment';
import { unknownName } from './schema-errors';

/** Metrics must exist, fit the task, and (for early stopping) be among those measured. Throws `ResearcherError`. */
export function checkMetrics({ evaluation, training }: Experiment): void {
  const { task, metrics, cutoffs } = evaluation;
  const fitting = metricDefinitions.filter((each) => each.task === task).map((each) => each.name);
  metrics.forEach((name, i) => {
    const path = `evaluation.metrics[${i}]`;
    if (!metricDefinitions.some((each) => each.name === name))
      throw new ResearcherError('experiment.unknown-metric', unknownMetric(name, fitting), { path });
    if (!fitting.includes(name))
      throw new ResearcherError(
        'experiment.wrong-metric',
        {
          en: `“${name}” does not belong to the task “${task}”. Metrics of that task: ${fitting.join(', ')}.`,
          zh: `“${name}”不适用于“${task}”任务。该任务的指标有：${fitting.join('、')}。`,
        },
        { path },
      );
  });
  const wanted = training.earlyStopping?.metric;
  if (wanted === undefined || wanted === 'loss') return;
  const measured = [...new Set(metrics.flatMap((name) => cutoffs.map((cutoff) => metricKey(name, cutoff))))];
  if (measured.includes(wanted) || measured.some((key) => key.startsWith(`${wanted}@`))) return;
  throw new ResearcherError('experiment.unknown-metric', unknownName(wanted, measured), {
    path: 'training.earlyStopping.metric',
  });
}

function unknownMetric(name: string, known: readonly string[]) {
  const at = name.indexOf('@');
  if (at < 0 || !known.includes(name.slice(0, at))) return unknownName(name, known);
  return {
    en: `“${name}” names a cutoff. Write “${name.slice(0, at)}” here and ${name.slice(at + 1)} in evaluation.cutoffs.`,
    zh: `“${name}”带有截断位置。请在此处写“${name.slice(0, at)}”，并将 ${name.slice(at + 1)} 写入 evaluation.cutoffs。`,
  };
}
