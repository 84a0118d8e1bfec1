import type { LocalizedText } from '../language';
import type { Warning } from '../data/dataset';

/** What crosses from a run to the page, in batches at most ten times a second. Plain JSON. */
export type RunEvent =
  | {
      readonly type: 'progress';
      /** e.g. `read`, `split`, `fit`, `validate`, `evaluate`, `baseline` */
      readonly phase: string;
      readonly label: LocalizedText;
      readonly step: number;
      readonly total: number;
      /** Samples (interactions, rows or users) a second, once known. */
      readonly rate: number | null;
      /** Seconds left, once known. */
      readonly eta: number | null;
    }
  | {
      readonly type: 'history';
      readonly point: HistoryPoint;
    }
  | { readonly type: 'warning'; readonly warning: Warning }
  | { readonly type: 'state'; readonly state: RunState };

export type RunState = 'running' | 'paused' | 'stopping' | 'done' | 'cancelled' | 'failed';

/** One epoch (or, with `epoch` fractional, a part of one). Times in seconds since the fit began. */
export interface HistoryPoint {
  readonly epoch: number;
  readonly time: number;
  /** `loss`, and `validation:rmse` etc. for what was measured on the validation part. */
  readonly values: Readonly<Record<string, number>>;
}
