/** A recommended item and what it was ranked by. */
export interface Scored {
  readonly item: number;
  readonly score: number;
}
