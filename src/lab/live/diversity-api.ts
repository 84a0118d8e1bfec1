export interface DiversitySize {
  /** Shoppers at most, those whose held-out purchases come last. */
  readonly shoppers: number;
}

/** Lists of one way to make them diverse, judged by what shoppers bought next. */
export interface DiversityPoint {
  /** `none`: by score alone, strength 0. */
  readonly method: 'none' | 'mmr' | 'dpp';
  readonly strength: number;
  /** Share of shoppers whose next purchase was on the list, with its 95 % interval (Wilson 1927). */
  readonly recall: number;
  readonly interval: readonly [low: number, high: number];
  /** Mean of 1 − likeness over the pairs of a list (intra-list distance), mean over shoppers. */
  readonly unlikeness: number;
  /** McNemar's exact test against the order by score. */
  readonly p: number;
}

/** What diversity costs in accuracy in this shop. */
export interface DiversityStudy extends DiversitySize {
  readonly topN: number;
  /** Purchases that were known before the first list was made, and when the last one was. */
  readonly known: number;
  readonly learned: number;
  readonly points: readonly DiversityPoint[];
}
