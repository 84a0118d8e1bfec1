import type { Operation, Scope, Tensor } from '../backend';

/**
 * From score tiles to lists and figures. A tile holds the scores of some users for every item, f32[rows × columns];
 * beside it stands u32[rows] with the user of each row, or `NO_ITEM` where a row is unused. A score of −Infinity or
 * NaN marks what is no candidate, everywhere here.
 */
export interface SelectKernels {
  topK(scope: Scope, spec: TopKSpec): Operation;
  maskSeen(scope: Scope, spec: MaskSeenSpec): Operation;
  gatherScores(scope: Scope, spec: GatherScoresSpec): Operation;
  ranks(scope: Scope, spec: RanksSpec): Operation;
  rankingMetrics(scope: Scope, spec: RankingMetricsSpec): Operation;
}

/** An index that stands for “nothing here”: lists shorter than k end with it, unused rows of a tile carry it. */
export const NO_ITEM = 0xffffffff;

/** Rows of a CSR matrix on the device: row r holds indices[offsets[r] … offsets[r + 1]), ascending. */
export interface CsrTensors {
  /** u32[rows + 1] */
  readonly offsets: Tensor<'u32'>;
  /** u32[nonzeros] */
  readonly indices: Tensor<'u32'>;
}

/**
 * The k greatest scores of each row, sorted descending; equal scores stand in ascending order of their column.
 * −Infinity and NaN are never chosen: a row with fewer than k other scores ends with (−Infinity, `NO_ITEM`).
 * +Infinity counts as the greatest score; −0 equals 0.
 */
export interface TopKSpec {
  /** f32[rows × columns], row-major; not changed */
  readonly scores: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  /** 1 … 1000 or so: the cost of a chosen score grows with log k */
  readonly k: number;
  /** out: f32[rows × k] */
  readonly values: Tensor<'f32'>;
  /** out: u32[rows × k] */
  readonly indices: Tensor<'u32'>;
}

/** scores[row, i] := −Infinity for every item i that `seen` lists for the row's user. */
export interface MaskSeenSpec {
  /** in and out: f32[rows × columns] */
  readonly scores: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  /** u32[rows] */
  readonly users: Tensor<'u32'>;
  readonly seen: CsrTensors;
}

/**
 * The scores of the items listed for each row's user, in the order of the list:
 * out[row, j] = scores[row, listed[user, j]], and −Infinity beyond the user's list and in unused rows.
 */
export interface GatherScoresSpec {
  /** f32[rows × columns] */
  readonly scores: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  /** u32[rows] */
  readonly users: Tensor<'u32'>;
  readonly listed: CsrTensors;
  /** Columns of `out`: the longest list. */
  readonly width: number;
  /** out: f32[rows × width] */
  readonly out: Tensor<'f32'>;
}

/**
 * The average rank of each target score among the scores of its row, of which it is one:
 * rank = 1 + #(scores greater than it) + (#(scores equal to it) − 1) / 2, and 0 for a target that is no candidate.
 */
export interface RanksSpec {
  /** f32[rows × columns] */
  readonly scores: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  /** f32[rows × width], as `gatherScores` leaves them */
  readonly targets: Tensor<'f32'>;
  readonly width: number;
  /** out: f32[rows × width] */
  readonly ranks: Tensor<'f32'>;
}

/** What `rankingMetrics` leaves for each row and cutoff c; ranks i count from 1, hit(i) is 1 where item i is relevant. */
export const RANKING_SUMS = [
  /** Σ_{i ≤ c} hit(i) */
  'hits',
  /** Σ_{i ≤ c} hit(i) / log₂(i + 1) */
  'gain',
  /** Σ_{i ≤ c} hit(i) · (hits up to i) / i */
  'precision',
  /** 1 / rank of the first hit, 0 if there is none up to c */
  'reciprocal',
] as const;

/** Sums over each row's list from which the ranking metrics follow. Unused rows get zeros. */
export interface RankingMetricsSpec {
  /** u32[rows × k] as `topK` leaves it */
  readonly lists: Tensor<'u32'>;
  readonly rows: number;
  readonly k: number;
  /** u32[rows] */
  readonly users: Tensor<'u32'>;
  readonly relevant: CsrTensors;
  /** Each at most k. */
  readonly cutoffs: readonly number[];
  /** out: f32[rows × cutoffs × RANKING_SUMS] */
  readonly sums: Tensor<'f32'>;
}
