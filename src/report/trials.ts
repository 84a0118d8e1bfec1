import type { Trial } from '../lab/sweep/record';
import { csv } from './escape';

/** A row a trial: its setting, its effort and what was measured on the validation part. */
export function trialsCsv(trials: readonly Trial[]): string {
  const parameters = [...new Set(trials.flatMap((trial) => Object.keys(trial.parameters)))];
  const metrics = [...new Set(trials.flatMap((trial) => Object.keys(trial.metrics)))];
  return csv([
    ['trial', ...parameters, 'effort', ...metrics, 'seconds', 'error'],
    ...trials.map((trial) => [
      String(trial.number),
      ...parameters.map((path) => valueText(trial.parameters[path])),
      String(trial.effort),
      ...metrics.map((name) => String(trial.metrics[name] ?? '')),
      trial.seconds.toFixed(3),
      trial.error?.en ?? '',
    ]),
  ]);
}

/** A parameter's value as it stands in a table. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
