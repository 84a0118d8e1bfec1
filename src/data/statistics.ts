import type { Csr, Dataset } from './dataset';

/** Counts and shapes of a data set, plain JSON, for the data panel and reports. */
export interface Statistics {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  /** interactions / (users · items) */
  readonly density: number;
  /** Mean rating and counts by value; null for implicit feedback. */
  readonly ratings: {
    readonly mean: number;
    readonly counts: readonly (readonly [value: number, count: number])[];
  } | null;
  /** Unix seconds; null where there are no times. */
  readonly time: {
    readonly first: number;
    readonly last: number;
    /** Interactions per equal slice of the span. */
    readonly histogram: Histogram;
  } | null;
  readonly perUser: DegreeStatistics;
  readonly perItem: DegreeStatistics;
  /** Share of interactions held by the most popular x % of items, at x = 1, 5, 10, 20, 50. */
  readonly head: readonly (readonly [percent: number, share: number])[];
  /** Gini coefficient of item popularity, 0 (even) to 1. */
  readonly gini: number;
}

export interface DegreeStatistics {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
  /** Counts by interactions, in bins that double: 1, 2–3, 4–7, … */
  readonly histogram: Histogram;
  /** Degrees sorted from high to low, thinned to at most 500 points [rank, degree]. */
  readonly ranked: readonly (readonly [rank: number, degree: number])[];
}

/** `edges.length = counts.length + 1`; bin i is [edges[i], edges[i+1]). */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Counts, shapes and the long tail of a data set. Linear but for the sorting of degrees. */
export function statistics(dataset: Dataset): Statistics {
  const { users, items, interactions, byUser, byItem } = dataset;
  const popularity = degreesOf(byItem).sort().reverse();
  return {
    users,
    items,
    interactions,
    density: users && items ? interactions / (users * items) : 0,
    ratings: dataset.hasRatings ? ratingStatistics(byUser.values) : null,
    time: byUser.timestamps && interactions ? timeStatistics(byUser.timestamps) : null,
    perUser: degreeStatistics(degreesOf(byUser).sort().reverse()),
    perItem: degreeStatistics(popularity),
    head: headPercents.map((percent) => [percent, headShare(popularity, percent)] as const),
    gini: giniCoefficient(popularity),
  };
}

const headPercents = [1, 5, 10, 20, 50];
const timeSlices = 50;
const rankedPoints = 500;
/** Beyond so many different ratings (means of duplicates, play counts) they are counted in equal slices. */
const mostRatingValues = 50;

function degreesOf(csr: Csr): Uint32Array {
  const degrees = new Uint32Array(csr.rows);
  for (let row = 0; row < csr.rows; row++) degrees[row] = csr.offsets[row + 1]! - csr.offsets[row]!;
  return degrees;
}

/** `sorted` from high to low. */
function degreeStatistics(sorted: Uint32Array): DegreeStatistics {
  const count = sorted.length;
  if (count === 0)
    return { min: 0, median: 0, mean: 0, max: 0, histogram: { edges: [0], counts: [] }, ranked: [] };
  const max = sorted[0]!;
  const edges = [...(sorted[count - 1] === 0 ? [0] : []), 1];
  while (edges[edges.length - 1]! <= max) edges.push(2 * edges[edges.length - 1]!);
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const degree of sorted) counts[edges.findLastIndex((edge) => edge <= degree)]!++;
  return {
    min: sorted[count - 1]!,
    median: (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2,
    mean: sum(sorted) / count,
    max,
    histogram: { edges, counts },
    ranked: thinned(sorted),
  };
}

/** Ranks even on a logarithmic axis, on which the long tail is drawn; the first and the last are always there. */
function thinned(sorted: Uint32Array): [rank: number, degree: number][] {
  const points: [number, number][] = [];
  const last = sorted.length;
  for (let point = 0, rank = 0; point < rankedPoints && rank < last; point++) {
    const even = Math.round(last ** (point / (Math.min(last, rankedPoints) - 1 || 1)));
    rank = Math.min(last, Math.max(rank + 1, even));
    points.push([rank, sorted[rank - 1]!]);
  }
  return points;
}

function headShare(sorted: Uint32Array, percent: number): number {
  const count = Math.max(1, Math.round((sorted.length * percent) / 100));
  return sum(sorted.subarray(0, count)) / (sum(sorted) || 1);
}

/** G = Σ (n + 1 − 2r) d_r / (n Σ d), ranks r from the highest degree down. */
function giniCoefficient(sorted: Uint32Array): number {
  const count = sorted.length;
  const total = sum(sorted);
  if (total === 0) return 0;
  let weighted = 0;
  for (let index = 0; index < count; index++) weighted += (count - 1 - 2 * index) * sorted[index]!;
  return weighted / (count * total);
}

function ratingStatistics(values: Float32Array): Statistics['ratings'] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const mean = sum(values) / (values.length || 1);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  if (sorted.length <= mostRatingValues) return { mean, counts: sorted };
  const low = sorted[0]![0];
  const high = sorted[sorted.length - 1]![0];
  const { edges, counts: slices } = histogram(values, low, high, 20);
  return {
    mean,
    counts: slices.map((count, slice) => [(edges[slice]! + edges[slice + 1]!) / 2, count] as const),
  };
}

function timeStatistics(timestamps: Float64Array): Statistics['time'] {
  let first = Infinity;
  let last = -Infinity;
  for (const time of timestamps) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return { first, last, histogram: histogram(timestamps, first, last, timeSlices) };
}

/** Equal slices from `low` to `high`; the last one takes `high` itself. */
export function histogram(
  values: Float32Array | Float64Array,
  low: number,
  high: number,
  slices: number,
): Histogram {
  const width = (high - low) / slices || 1;
  const counts = new Array<number>(slices).fill(0);
  for (const value of values) counts[Math.min(slices - 1, Math.floor((value - low) / width))]!++;
  return { edges: Array.from({ length: slices + 1 }, (_, slice) => low + slice * width), counts };
}

function sum(values: Uint32Array | Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
