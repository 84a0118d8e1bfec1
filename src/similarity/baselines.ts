import type { Dataset } from '../data/dataset';

/** b_ui = mean + users[u] + items[i] */
export interface Baselines {
  readonly mean: number;
  /** f64[users]: deviation of each user, 0 for a user without ratings */
  readonly users: Float64Array;
  /** f64[items] */
  readonly items: Float64Array;
}

export interface BaselineOptions {
  readonly epochs: number;
  readonly userRegularization: number;
  readonly itemRegularization: number;
}

/** Surprise's defaults, with which the published k-NN baseline figures were made. */
const DEFAULTS: BaselineOptions = { epochs: 10, userRegularization: 15, itemRegularization: 10 };

/**
 * Bias model by alternating least squares (Koren 2010, "Factor in the Neighbors", §2.1), in f64:
 * b_i = Σ_u (r_ui − μ − b_u) / (λ_i + |U_i|), then b_u = Σ_i (r_ui − μ − b_i) / (λ_u + |I_u|), `epochs` times.
 */
export function fitBaselines(train: Dataset, options: BaselineOptions = DEFAULTS): Baselines {
  const { byUser, byItem } = train;
  const mean = meanRating(train);
  const users = new Float64Array(train.users);
  const items = new Float64Array(train.items);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    solve(byItem, mean, users, items, options.itemRegularization);
    solve(byUser, mean, items, users, options.userRegularization);
  }
  return { mean, users, items };
}

function solve(
  rows: Dataset['byUser'],
  mean: number,
  others: Float64Array,
  own: Float64Array,
  regularization: number,
): void {
  const { offsets, indices, values } = rows;
  for (let row = 0; row < rows.rows; row++) {
    const [start, end] = [offsets[row]!, offsets[row + 1]!];
    let sum = 0;
    for (let p = start; p < end; p++) sum += values[p]! - mean - others[indices[p]!]!;
    own[row] = end > start ? sum / (regularization + end - start) : 0;
  }
}

/** Mean of all ratings; 0 of an empty data set. */
export function meanRating({ byUser: { values } }: Dataset): number {
  let sum = 0;
  for (let p = 0; p < values.length; p++) sum += values[p]!;
  return values.length ? sum / values.length : 0;
}
