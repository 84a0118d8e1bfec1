import type { AdapterDescription } from '../compute/backend';
import type { BackendChoice } from '../compute/open';
import type { SourceDescription, RejectedRows } from '../data/interactions';
import type { Statistics } from '../data/statistics';
import type { LocalizedText } from '../language';
import type { StreamModelDescription } from '../live/models/description';
import type { ModelDescription } from '../models/description';
import type { Explanation } from '../models/recommender';
import type { SimilarityBlock, SimilaritySpread } from '../similarity/view';
import type { RunEvent } from './events';
import type { ExperimentInput } from './experiment';
import type { ComparedMetric } from './compare';
import type { KernelReport } from './kernel-choices';
import type { CurveAxis, LearningCurve } from './learning-curve';
import type { PerUserValues } from './per-user';
import type { Preset } from './presets';
import type { Reproduction } from './reproduce';
import type { SeedStudy } from './seeds';
import type { Verification } from './verify';
import type { RateTest } from './range-test';
import type { RunRecord } from './record';
import type { Shop, ShopOptions } from './live/api';
import type { ReplayRecord } from './replay/record';
import type { ReplayInput, SaleInput } from './replay/schema';
import type { Place } from './replay/transport';
import type { SimilarityRequest } from './similarities';
import type { SweepRecord, Trial } from './sweep/record';
import type { SweepInput } from './sweep/schema';

/**
 * The lab, as pages, notebooks and the command line see it (`openLab`). Implemented by a client that talks to the
 * worker; the worker side has the same methods.
 */
export interface Lab {
  readonly adapter: AdapterDescription;

  /** Reads a data source without running anything: what the reader sees. Keeps it for later runs under its key. */
  inspect(data: ExperimentInput['data'], files?: LabFiles): Promise<DataSummary>;

  /**
   * Starts one experiment and returns its handle at once, for controls. Awaiting the handle (`await lab.run(…)`)
   * gives the finished run: the record's fields and the questions a fitted model answers. It rejects with
   * ResearcherError, Cancelled, or a bug.
   */
  run(experiment: ExperimentInput, options?: RunOptions): RunHandle;

  /**
   * Searches a space of parameters on the validation part, then measures the best setting on the test part, once.
   * Trials come as events; handed back in `options.trials` after a reload, the search goes on where it was.
   */
  sweep(sweep: SweepInput, options?: SweepOptions): SweepHandle;

  /** Runs the experiment once for each share of its training part, or each value of a setting: does more of it help? */
  learningCurve(experiment: ExperimentInput, along: CurveAxis, options?: RunOptions): Handle<LearningCurve>;

  /** Runs the experiment with its seed and those that follow, `count` in all: how much of a figure is chance? */
  seeds(experiment: ExperimentInput, count: number, options?: RunOptions): Handle<SeedStudy>;

  /** The learning-rate range test: loss against rate over one training, and the rate that it suggests. */
  testRates(experiment: ExperimentInput, options?: RunOptions): Handle<RateTest>;

  /** Runs a published figure's experiment (`lab.presets()` names them) and judges each figure. */
  reproduce(preset: string, options?: RunOptions): Handle<Reproduction>;

  /** Runs a record's experiment again on the CPU, in f64 sums, and tells the differences. */
  verify(record: RunRecord, options?: RunOptions): Handle<Verification>;

  /** Paired tests of two runs (their `perUser()`) on the users that both measured. */
  compare(
    a: PerUserValues,
    b: PerUserValues,
    names: readonly [a: string, b: string],
  ): Promise<readonly ComparedMetric[]>;

  /** Every published figure that can be reproduced. */
  presets(): Promise<readonly Preset[]>;

  /** Replays a data set in order of time through models that learn as they go, and judges them event by event. */
  replay(replay: ReplayInput, options?: RunOptions): ReplayHandle;

  /** Opens a shop over a data set, in which a shopper's every act changes the shelves at once. */
  shop(data: ExperimentInput['data'], options?: ShopOptions & { readonly files?: LabFiles }): Promise<Shop>;

  /** Every model with its parameters, for forms, sweeps and documentation. */
  models(): Promise<readonly ModelDescription[]>;

  /** Every model that `replay` knows, with its parameters. */
  streamModels(): Promise<readonly StreamModelDescription[]>;

  /** How this device computes what can be computed in several ways: the variants, their times, the choices. */
  kernels(): Promise<KernelReport>;

  /** Measures every variant anew, when the device is free, and keeps the choices for this adapter. */
  measureKernels(): Promise<KernelReport>;

  /** Bytes that all runs hold on the device now. */
  deviceBytes(): Promise<number>;

  /** Closes the worker; every pending call rejects. */
  close(): void;

  /** Resolves with the reason once the worker is gone: `lab.closed`, or the error it died of. */
  readonly ended: Promise<Error>;
}

/** Files by the path that an experiment names them with. */
export type LabFiles = Readonly<Record<string, Blob>>;

export interface RunOptions {
  readonly files?: LabFiles;
  readonly onEvent?: (events: readonly RunEvent[]) => void;
  readonly signal?: AbortSignal;
  /** Keeps the state of the fit in this store as it goes, and goes on from what is kept there. */
  readonly keepAs?: KeepAs;
}

/** An entry of a `RunStore`. */
export interface KeepAs {
  /** The store's name. */
  readonly store: string;
  readonly id: string;
}

/**
 * A run in progress. `await handle.record` is its end as plain data; `await handle` is its end as a `Run`, which can
 * be asked. (An async function that returns a handle therefore returns the `Run`; wrap it to hand it on unfinished.)
 * Controls are heard within 200 ms of work.
 */
export interface Handle<R> extends PromiseLike<R & Questions>, Questions, RunControls {
  readonly id: string;
  readonly record: Promise<R>;
}

export type RunHandle = Handle<RunRecord>;

/** A sweep in progress. Its questions go to the best setting's model, once that was fitted. */
export type SweepHandle = Handle<SweepRecord>;

/** A replay in progress; nothing is held after its end. */
export interface ReplayHandle extends RunControls {
  readonly id: string;
  readonly record: Promise<ReplayRecord>;
  /** Stream seconds a second of the clock from now on; null: as fast as can be. */
  pace(speed: number | null): Promise<void>;
  /** Jumps: what is passed is learned without being judged; backwards all begins again. */
  seek(to: Place): Promise<void>;
  /** Puts something on sale in a store without end. */
  sell(sale: SaleInput): Promise<void>;
}

export interface SweepOptions extends RunOptions {
  /** Those of an interrupted search. */
  readonly trials?: readonly Trial[];
}

/** What a researcher may do to work in progress. */
export interface RunControls {
  /** Resolves once the run stands still (or is over). */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** While paused: does one step (a batch or tile) and pauses again. */
  step(): Promise<void>;
  /** Ends the fit (of a sweep: the search) and evaluates what there is. */
  stopAndKeep(): Promise<void>;
  /** Nothing of the run is kept; `record` rejects with Cancelled. */
  cancel(): Promise<void>;
}

/** A finished run: its record (which `JSON.stringify` gives) and what its fitted model can be asked. */
export type Run = RunRecord & Questions;

/** The fitted model stays in the worker until `release`, so that it can be asked. */
export interface Questions {
  recommend(user: string, count: number): Promise<readonly Recommendation[]>;
  /** The user's interactions in the training part, latest first where times are known. */
  historyOf(user: string): Promise<readonly HistoryItem[]>;
  neighbours(axis: 'user' | 'item', id: string, count: number): Promise<readonly NamedNeighbour[]>;
  explain(user: string, item: string): Promise<NamedExplanation>;
  /** Similarities in the training part by any measure, whatever the model. */
  similarities(request: SimilarityRequest): Promise<SimilarityView>;
  /** Users or items whose id or title contains the words, most active first. */
  find(axis: 'user' | 'item', words: string, count: number): Promise<readonly NamedEntity[]>;
  /** Metrics user by user, for `compare`. */
  perUser(): Promise<PerUserValues>;
  /**
   * `predictions.csv` or `recommendations.csv` (and `probabilities.csv` where they were measured), and
   * `model.safetensors` and `model.onnx` where the model has them.
   */
  artefacts(): Promise<Readonly<Record<string, Blob>>>;
  release(): Promise<void>;
}

export interface NamedEntity {
  readonly id: string;
  readonly title: LocalizedText | null;
  readonly interactions: number;
}

export interface Recommendation extends NamedEntity {
  readonly rank: number;
  readonly score: number;
  /** In this user's test part. */
  readonly held: boolean;
}

export interface HistoryItem extends NamedEntity {
  readonly rating: number;
  readonly timestamp: number | null;
}

export interface NamedNeighbour extends NamedEntity {
  readonly similarity: number;
  readonly support: number;
}

/** One entity's nearest by a measure, a block of similarities, and how they are spread. */
export interface SimilarityView {
  /** Nearest first */
  readonly neighbours: readonly NamedNeighbour[];
  readonly block: Omit<SimilarityBlock, 'codes'> & { readonly entities: readonly NamedEntity[] };
  readonly spread: SimilaritySpread;
}

export interface NamedExplanation extends Omit<Explanation, 'parts'> {
  readonly parts: readonly (Explanation['parts'][number] & { readonly entity: NamedEntity })[];
}

export interface DataSummary {
  readonly source: SourceDescription;
  readonly rejected: RejectedRows;
  readonly statistics: Statistics;
  /** Rows of metadata known for items. */
  readonly hasMetadata: boolean;
}

export interface OpenLabOptions {
  readonly backend?: BackendChoice;
  /**
   * Whether kernels are measured before a training that needs them, and the choices kept for this adapter. Times change
   * by it, results do not. `auto` (default): on a GPU, not on a software adapter.
   */
  readonly tune?: boolean | 'auto';
}
