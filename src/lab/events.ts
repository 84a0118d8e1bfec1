import type { LocalizedText } from '../language';
import type { Warning } from '../data/dataset';
import type { LearningCurvePoint } from './learning-curve';
import type { SeedRun } from './seeds';
import type { Trial } from './sweep/record';

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
      /** The hold-out it belongs to: 0, or the fold. */
      readonly fold: number;
      readonly point: HistoryPoint;
      /** Seconds since the fit began, pauses left out. */
      readonly time: number;
    }
  /** Before a fit: device bytes that it will take at most, and how many it may take. */
  | { readonly type: 'plan'; readonly bytes: number; readonly budget: number }
  /** Of a sweep: one more setting was measured. */
  | { readonly type: 'trial'; readonly trial: Trial }
  /** Of a learning curve: one more share was measured. */
  | { readonly type: 'curve'; readonly point: LearningCurvePoint }
  /** Of a study over seeds: one more was run. */
  | { readonly type: 'seed'; readonly run: SeedRun }
  /** Of a replay: where it is. */
  | ({ readonly type: 'position' } & ReplayPosition)
  /** Of a replay: it began afresh; what its curves told so far holds no longer. */
  | { readonly type: 'restart' }
  /** Of a replay: something was put on sale. */
  | { readonly type: 'sale'; readonly sale: AnnouncedSale }
  /** Of a replay: a model (by its key) that was fitted anew took over after an event. */
  | { readonly type: 'refit'; readonly model: string; readonly event: number }
  | { readonly type: 'warning'; readonly warning: Warning }
  | { readonly type: 'state'; readonly state: RunState };

export interface ReplayPosition {
  /** Events so far. */
  readonly event: number;
  /** Events in all; null: no end. */
  readonly length: number | null;
  /** Stream time, Unix seconds: of the last event, or between two where the replay keeps to a speed. */
  readonly timestamp: number;
  /** Stream seconds a second; null: as fast as can be. */
  readonly speed: number | null;
}

export interface AnnouncedSale {
  /** Unix seconds. */
  readonly at: number;
  readonly hours: number;
  readonly uplift: number;
  readonly name: LocalizedText;
}

/** `waiting`: another run has the device. */
export type RunState = 'waiting' | 'running' | 'paused' | 'stopping' | 'done' | 'cancelled' | 'failed';

/** One epoch (or, with `epoch` fractional, a part of one). Holds no clock: equal runs have equal histories. */
export interface HistoryPoint {
  readonly epoch: number;
  /** `loss`, and `validation:rmse` etc. for what was measured on the validation part. */
  readonly values: Readonly<Record<string, number>>;
}
