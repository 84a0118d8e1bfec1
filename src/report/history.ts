import type { RunRecord } from '../lab/record';
import { csv } from './escape';

/** The history as CSV: epoch, seconds since the fit began, then a column for each quantity that was measured. */
export function renderHistoryCsv(record: Pick<RunRecord, 'history'>): string {
  const names = [...new Set(record.history.flatMap((point) => Object.keys(point.values)))];
  return csv([
    ['epoch', 'seconds', ...names],
    ...record.history.map((point) => [
      point.epoch,
      point.time,
      ...names.map((name) => point.values[name] ?? ''),
    ]),
  ]);
}
