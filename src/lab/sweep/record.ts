import type { Warning } from '../../data/dataset';
import type { LocalizedText } from '../../language';
import type { RunRecord } from '../record';
import type { Sweep } from './schema';

/** A value of a swept parameter: what stands in the experiment. Plain JSON. */
export type ParameterValue = unknown;

/** One setting, fitted on the training part and measured on the validation part. Plain JSON. */
export interface Trial {
  /** From 0, in the order of their beginning. */
  readonly number: number;
  /** By path in the experiment, e.g. `model.params.neighbours`. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Share of the full effort (epochs or training data) that successive halving gave it; 1 in other methods. */
  readonly effort: number;
  /** The sweep's metric on the validation part; null where the trial failed. */
  readonly score: number | null;
  /** Everything measured on the validation part. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Why it failed, e.g. a loss that diverged. */
  readonly error: LocalizedText | null;
  /** Wall-clock seconds; says nothing about the result. */
  readonly seconds: number;
}

/** The result of a sweep. Plain JSON. */
export interface SweepRecord {
  readonly version: 1;
  readonly sweep: Sweep;
  readonly trials: readonly Trial[];
  /** Number of the best trial with full effort; null where every trial failed. */
  readonly best: number | null;
  /**
   * Share of the scores' variance that each parameter explains on its own (correlation ratio η² over at most eight
   * classes, corrected for their number as ε²), 0 to 1; the parts need not add up to 1.
   */
  readonly importance: Readonly<Record<string, number>>;
  /** The best setting, fitted again and measured on the test part, once. */
  readonly test: RunRecord | null;
  readonly warnings: readonly Warning[];
  readonly outcome: 'done' | 'stopped';
}
