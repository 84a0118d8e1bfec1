import type { RunRecord } from '../lab/record';

/** A run's figures beside its baselines', as rows for a terminal. */
export function summaryOf(record: RunRecord): string[][] {
  const baselines = Object.entries(record.baselines);
  const head = ['', record.experiment.model.name, '95 % interval', ...baselines.map(([name]) => name)];
  const rows = Object.entries(record.metrics).map(([name, value]) => {
    const interval = record.intervals[name];
    return [
      name,
      value.toFixed(4),
      interval ? interval.map((end) => end.toFixed(4)).join('–') : '',
      ...baselines.map(([, metrics]) => metrics[name]?.toFixed(4) ?? ''),
    ];
  });
  return [head, ...rows];
}
