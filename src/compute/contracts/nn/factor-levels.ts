import type { Operation, Scope, Tensor } from '../../backend';

/** Kernels for exact stochastic gradient descent on ratings, level by level. */
export interface FactorLevelKernels {
  advanceLevel(scope: Scope, spec: AdvanceLevelSpec): Operation;
  factorLevel(scope: Scope, spec: FactorLevelSpec): Operation;
}

/**
 * Ratings in levels: within a level no user and no item comes twice, and each rating stands in a later level than those
 * before it that share its user or item. Running the levels in order, each at once, equals running the ratings one by
 * one. u32: [level about to run + 1 (0 before the first), levels, …], then offsets[levels + 1] at LEVELS_HEADER, then
 * from LEVELS_HEADER + levels + 1 on the ratings' numbers.
 */
export type LevelPlan = Tensor<'u32'>;

export const LEVELS_HEADER = 4;

/** Moves to the next level. */
export interface AdvanceLevelSpec {
  readonly plan: LevelPlan;
}

/**
 * One step of stochastic gradient descent on a biased matrix factorisation for each rating of the current level
 * (Funk 2006; Koren, Bell & Volinsky 2009): e = r − μ − b_u − b_i − p·q; b ← b + γ(e − λb), p ← p + γ(e·q − λp),
 * q ← q + γ(e·p − λq), with the p from before. users: f32[users × (factors + 1)], rows [p, b]; items likewise.
 */
export interface FactorLevelSpec {
  readonly plan: LevelPlan;
  /** Most ratings in a level. */
  readonly widest: number;
  /** u32[2 · ratings]: user and item of each rating. */
  readonly pairs: Tensor<'u32'>;
  readonly ratings: Tensor<'f32'>;
  readonly users: Tensor<'f32'>;
  readonly items: Tensor<'f32'>;
  /** f32[ratings]: e² as it was before the step. */
  readonly errors: Tensor<'f32'>;
  readonly factors: number;
  readonly mean: number;
  readonly learningRate: number;
  readonly regularization: number;
}
