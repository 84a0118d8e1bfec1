/** Metrics of one run user by user, for paired tests against another run on the same users. */
export interface PerUserValues {
  /** Original ids, in the order of the values. */
  readonly users: readonly string[];
  /** By metric; RMSE, MAE and accuracy over each user's own ratings. NaN where a user has no value. */
  readonly values: Readonly<Record<string, Float64Array>>;
}
