import type { Dataset } from '../../data/dataset';
import type { HoldOut } from './holdout';
import { timeOrder } from './sequence';

/** One window: what is tested, and what is learned from. The future of a window is in neither. */
export interface Window {
  readonly test: HoldOut;
  readonly train: HoldOut;
  /** Interactions of the same moment lie on both sides of its beginning; file order decides. */
  readonly tied: boolean;
}

/**
 * The latest `windows` slices of the interactions in order of time, each `testRatio` of all of them, the last one at
 * the end of the data. A window is tested on its slice and learns from what came before: the whole past, or the
 * `trainRatio` of all interactions right before it (Scheidt & Beel 2021, Time-dependent evaluation of recommender
 * systems). At least one interaction a slice.
 */
export function slidingWindows(
  dataset: Dataset,
  windows: number,
  testRatio: number,
  trainRatio: number | null,
): Window[] {
  const rows = timeOrder(dataset);
  const times = dataset.byUser.timestamps;
  const size = Math.max(1, Math.round(testRatio * rows.length));
  const reach = trainRatio === null ? rows.length : Math.max(1, Math.round(trainRatio * rows.length));
  return Array.from({ length: windows }, (_, window) => {
    const start = Math.max(0, rows.length - (windows - window) * size);
    const end = Math.max(0, rows.length - (windows - window - 1) * size);
    const [test, train] = [new Uint8Array(rows.length), new Uint8Array(rows.length)];
    for (const row of rows.subarray(start, end)) test[row] = 1;
    for (const row of rows.subarray(Math.max(0, start - reach), start)) train[row] = 1;
    const tied = times !== null && start > 0 && times[rows[start - 1]!] === times[rows[start]!];
    return { test, train, tied };
  });
}
