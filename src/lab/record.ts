import type { LocalizedText } from '../language';
import type { AdapterDescription } from '../compute/backend';
import type { Warning } from '../data/dataset';
import type { CalibrationBin } from '../evaluation/probabilities';
import type { NeighbourPath } from '../similarity/neighbour-path';
import type { HistoryPoint } from './events';
import type { Experiment } from './experiment';

/** The result of a run: everything a reviewer needs to check it. Plain JSON. */
export interface RunRecord {
  readonly version: 1;
  readonly experiment: Experiment;
  readonly data: {
    readonly name: string;
    readonly sha256: string;
    readonly users: number;
    readonly items: number;
    readonly interactions: number;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    readonly rejected: number;
  };
  readonly environment: {
    readonly code: string;
    readonly backend: 'webgpu' | 'cpu';
    readonly adapter: AdapterDescription;
    readonly browser: string;
    readonly startedAt: string;
    /** Variants of kernels that were measured for this adapter, by kernel and class of shapes. */
    readonly variants?: Readonly<Record<string, string>>;
  };
  /** Per epoch; with `k-fold` that of the last fold. */
  readonly history: readonly HistoryPoint[];
  /** Seconds since the fit began, one for each point of `history`. */
  readonly historyTimes: readonly number[];
  /** `rmse`, `ndcg@10`, …; with `k-fold` the mean over folds. */
  readonly metrics: Readonly<Record<string, number>>;
  /** 95 % bootstrap interval over users of each metric that is a mean over users. */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Metrics of each hold-out, where the protocol makes several (`k-fold`); empty otherwise. */
  readonly folds: readonly { readonly name: string; readonly metrics: Readonly<Record<string, number>> }[];
  /** Reference models on the same split (popularity, bias), by model name. */
  readonly baselines: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /**
   * Paired tests against the reference models, in sentences by model name (of the last fold), where strong ones were
   * asked for; Holm's correction goes over all metrics of all of them.
   */
  readonly againstBaselines?: Readonly<Record<string, readonly LocalizedText[]>>;
  /** Test users behind the figures, and those that could not be served personally. */
  readonly testUsers: { readonly all: number; readonly cold: number };
  /** Metrics on warm and on cold test users and items, where both exist. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Predicted probabilities against what came, by decile of the prediction (of the last fold), where they were measured. */
  readonly calibration?: readonly CalibrationBin[];
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>;
  readonly memory: {
    readonly peakBytes: number;
    readonly budgetBytes: number;
    readonly plannedBytes: number | null;
  };
  /** How neighbours were found and why so, where the model finds any: one way, unless the folds differ. */
  readonly neighboursBy?: readonly NeighbourPath[];
  readonly warnings: readonly Warning[];
  /** `done`, or `stopped` where the researcher kept what there was. */
  readonly outcome: 'done' | 'stopped';
}
