import type { Warning } from '../../data/dataset';
import type { LatencySummary } from '../../live/latency';
import type { Drift, PrequentialPoint } from '../../live/prequential';
import type { RunRecord } from '../record';
import type { Replay } from './schema';

/** The result of a prequential replay. Plain JSON. */
export interface ReplayRecord {
  readonly version: 1;
  readonly replay: Replay;
  readonly data: {
    readonly name: string;
    readonly sha256: string;
    readonly users: number;
    readonly items: number;
    /** Events in the stream, after filters; of a stream without end, those that came. */
    readonly events: number;
  };
  /** Events that were learned without being judged, `from` and `to` those judged before and after (from 1). */
  readonly jumps: readonly { readonly from: number; readonly to: number }[];
  readonly environment: RunRecord['environment'];
  /** In the order of the replay's models. */
  readonly models: readonly ReplayedModel[];
  /** Every pair of models that recommend, on the hits of the last window. */
  readonly comparisons: readonly {
    readonly first: string;
    readonly second: string;
    readonly onlyFirst: number;
    readonly onlySecond: number;
    /** Exact two-sided McNemar test. */
    readonly p: number;
    /** p after Holm's correction for all pairs. */
    readonly adjusted: number;
  }[];
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
  readonly outcome: 'done' | 'stopped';
}

/** A model was fitted anew while it went on answering. */
export interface Refit {
  /** Event (from 1) after which it began, with the latest events that the new model was given. */
  readonly began: number;
  readonly why: 'drift' | 'schedule';
  readonly learned: number;
  /** Event after which the new model took over; null where the stream ended before. */
  readonly swapped: number | null;
}

export interface ReplayedModel {
  readonly name: string;
  /** `name`, with its place where the same model stands twice. */
  readonly key: string;
  /**
   * `recall@10`, `recall-ties-in-favour@10`, `ndcg@10`, `mrr@10`; `recall-warm@10` and `recall-cold@10` where items were
   * judged that nobody had before; `rmse`, `mae` where it predicts.
   */
  readonly metrics: Readonly<Record<string, number>>;
  /** Events of users known before them. */
  readonly judged: number;
  /** Those of them whose item nobody had before. */
  readonly judgedCold: number;
  /** Milliseconds on the host. */
  readonly latencies: { readonly recommend: LatencySummary; readonly update: LatencySummary };
  readonly series: readonly PrequentialPoint[];
  /** Events at which the Page–Hinkley test found its misses (or errors) rising. */
  readonly drifts: readonly Drift[];
  /** Empty where the replay asks for none. */
  readonly refits: readonly Refit[];
}
