import type { Operation, Scope, Tensor } from '../backend';
import type { LevelPlan } from './nn';
import type { CsrTensors } from './select';
import type { SparseTensors } from './similarity';

/** Kernels that belong to one model each. */
export interface ModelKernels {
  alsSolve(scope: Scope, spec: AlsSolveSpec): Operation;
  easeWeights(scope: Scope, spec: EaseWeightsSpec): Operation;
  easeUserScores(scope: Scope, spec: EaseUserScoresSpec): Operation;
  slopeDeviations(scope: Scope, spec: SlopeDeviationsSpec): Operation;
  slopePredict(scope: Scope, spec: SlopePredictSpec): Operation;
  slimColumns(scope: Scope, spec: SlimColumnsSpec): Operation;
  svdppUser(scope: Scope, spec: SvdppUserSpec): Operation;
}

/**
 * One half-step of alternating least squares for implicit feedback (Hu, Koren & Volinsky 2008), for the rows of a tile:
 * out[row, :] = (gram + Σ_p α r_p y_c y_cᵀ + ridge[row]·I)⁻¹ Σ_p (1 + α r_p) y_c over the row's nonzeros p = (c, r).
 */
export interface AlsSolveSpec {
  /** u32[tile]: rows of `matrix`, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  readonly matrix: SparseTensors;
  /** y: f32[columns × width] */
  readonly factors: Tensor<'f32'>;
  /** Σ y yᵀ over all columns: f32[width × width] */
  readonly gram: Tensor<'f32'>;
  /** Positive: f32[rows of the matrix] */
  readonly ridge: Tensor<'f32'>;
  readonly alpha: number;
  /** A multiple of 4; unused factors are zero. */
  readonly width: number;
  /** out: f32[rows of the matrix × width] */
  readonly out: Tensor<'f32'>;
}

/**
 * EASE, item form (Steck 2019): from P = (XᵀX + λI)⁻¹ in place to the weights B_ij = −P_ij / P_jj, B_jj = 0. What stood
 * on the diagonal goes to `diagonal`.
 */
export interface EaseWeightsSpec {
  /** in: P, out: B: f32[n × n] */
  readonly matrix: Tensor<'f32'>;
  readonly n: number;
  /** out: f32[n] */
  readonly diagonal: Tensor<'f32'>;
}

/**
 * EASE, user form: out[t, j] = [j ∈ items of u] + scale[j] · Σ_{v ∈ users of j} inverse[u, v] for the user u of row t,
 * with inverse = (XXᵀ + λI)⁻¹ and scale[j] = −λ / (1 − Σ_{u, v ∈ users of j} inverse[u, v]).
 */
export interface EaseUserScoresSpec {
  /** u32[tile], every one a user */
  readonly users: Tensor<'u32'>;
  readonly tile: number;
  /** f32[users × users] */
  readonly inverse: Tensor<'f32'>;
  readonly userCount: number;
  /** The users of each item. */
  readonly byItem: CsrTensors;
  readonly items: number;
  /** f32[items] */
  readonly scale: Tensor<'f32'>;
  /** out: f32[tile × items] */
  readonly out: Tensor<'f32'>;
}

/** A deviation that stands for “no user rated both”. */
export const NO_DEVIATION = 3e38;

/**
 * Slope One (Lemire & Maclachlan 2005), a tile of rows: deviations[i, j] = mean over the users who rated both of
 * r_ui − r_uj, from the sums `moments` of `coRated`; NO_DEVIATION where nobody did.
 */
export interface SlopeDeviationsSpec {
  /** u32[tile]: items, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  readonly items: number;
  /** f32[tile × items × SUMS_WIDTH.moments] */
  readonly sums: Tensor<'f32'>;
  /** out: the rows named in f32[items × items]; the rest is left alone */
  readonly deviations: Tensor<'f32'>;
}

/** out[p] = means[u] + mean over the items j of u with a deviation from i of deviations[i, j]; means[u] if none has. */
export interface SlopePredictSpec {
  /** u32[capacity] each: user and item of every pair */
  readonly users: Tensor<'u32'>;
  readonly items: Tensor<'u32'>;
  readonly capacity: number;
  readonly itemCount: number;
  readonly byUser: CsrTensors;
  /** Mean rating of each user: f32[users] */
  readonly means: Tensor<'f32'>;
  readonly deviations: Tensor<'f32'>;
  /** out: f32[capacity] */
  readonly out: Tensor<'f32'>;
}

/**
 * SLIM (Ning & Karypis 2011), the columns of a tile by coordinate descent: w ≥ 0, w_j = 0,
 * min ½ wᵀGw − G_jᵀw + ½ l2 ‖w‖² + l1 Σw, with G = XᵀX. Sweeps over all coordinates alternate with sweeps over those
 * that are not zero, until none moves by more than `tolerance` or `sweeps` are done.
 */
export interface SlimColumnsSpec {
  /** u32[tile]: the columns' items, or NO_ROW */
  readonly columns: Tensor<'u32'>;
  readonly tile: number;
  /** f32[items × items] */
  readonly gram: Tensor<'f32'>;
  readonly items: number;
  readonly l1: number;
  readonly l2: number;
  readonly sweeps: number;
  readonly tolerance: number;
  /** out: the columns named in W, f32[items × items]; the rest is left alone */
  readonly weights: Tensor<'f32'>;
}

/**
 * Stochastic gradient descent on SVD++ (Koren 2008), rating by rating through all ratings of one user: the current level
 * of the plan is these ratings, in their order. With z = |N|^−½ Σ y_j over the items of the level:
 * e = r − μ − b_u − b_i − q·(p + z); b ← b + γ(e − λb), p ← p + γ(e·q − λp), q ← q + γ(e·(p + z) − λq), and for each of
 * these items y ← y + γ(|N|^−½ e·q − λy), all from the values before.
 */
export interface SvdppUserSpec {
  readonly plan: LevelPlan;
  /** u32[2 · ratings]: user and item of each rating. */
  readonly pairs: Tensor<'u32'>;
  readonly ratings: Tensor<'f32'>;
  /** f32[users × (factors + 1)], rows [p, b] */
  readonly users: Tensor<'f32'>;
  /** f32[items × (factors + 1)], rows [q, b] */
  readonly items: Tensor<'f32'>;
  /** y: f32[items × factors] */
  readonly history: Tensor<'f32'>;
  /** f32[ratings]: e² as it was before the step. */
  readonly errors: Tensor<'f32'>;
  readonly factors: number;
  readonly mean: number;
  readonly learningRate: number;
  readonly regularization: number;
}
