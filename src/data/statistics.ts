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
