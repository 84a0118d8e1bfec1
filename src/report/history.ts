import type { RunRecord } from '../lab/record';
import { csv } from './escape';

/** The history as CSV: epoch, seconds since the fit began, then a column for each quantity that was measured. */
export function renderHistoryCsv(record: Pick<RunRecord, 'history' | 'historyTimes'>): string {
  const names = [...new Set(record.history.flatMap((point) => Object.keys(point.values)))];
  return csv([
    ['epoch', 'seconds', ...names],
    ...record.history.map((point, i) => [
      point.epoch,
      record.historyTimes[i] ?? '',
      ...names.map((name) => point.values[name] ?? ''),
    ]),
  ]);
}
