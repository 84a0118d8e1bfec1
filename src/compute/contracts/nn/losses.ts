import type { Activation } from '../../activation';
import type { Operation, Scope, Tensor } from '../../backend';
import type { Batch, SparseRows } from './batch';

/** Kernels for losses with their gradients. */
export interface LossKernels {
  loss(scope: Scope, spec: LossSpec): Operation;
  sampledLoss(scope: Scope, spec: SampledLossSpec): Operation;
  groupLoss(scope: Scope, spec: GroupLossSpec): Operation;
  sumLoss(scope: Scope, spec: SumLossSpec): Operation;
}

export type PointwiseLoss = 'mse' | 'bce';

/**
 * Mean loss over the batch's rows × columns, in place. `values` holds z before and ∂L/∂z after, 0 beyond the batch.
 * `mse`: (f(z) − t)²; `bce`: log(1 + eᶻ) − t·z, the cross-entropy of σ(z) (`activation` must be left out).
 */
export interface LossSpec {
  readonly kind: PointwiseLoss;
  readonly batch: Batch;
  readonly columns: number;
  /** For `mse`: z holds f(z) already, and the gradient goes through f. */
  readonly activation?: Activation;
  readonly targets: Tensor<'f32'>;
  readonly values: Tensor<'f32'>;
  /** Sums of losses (not means), for `sumLoss`: `lossPartials` of them. */
  readonly partials: Tensor<'f32'>;
}

export const LOSS_PARTIALS = 4096;

/** How many sums the losses of this many elements are left in: a multiple of 4. */
export function lossPartials(elements: number): number {
  return Math.min(LOSS_PARTIALS, Math.ceil(elements / 4) * 4);
}

/**
 * Squared error at the nonzeros of the batch's rows: L = Σ (out[p] − targets[p])² / (rows·entriesPerRow), where
 * `entriesPerRow` is the mean over all rows, so that a batch's gradient is an unbiased estimate of the whole's.
 * `values` holds out[p] before, ∂L/∂z[p] after, where out = f(z).
 */
export interface SampledLossSpec {
  readonly batch: Batch;
  readonly matrix: SparseRows;
  readonly targets: Tensor<'f32'>;
  readonly values: Tensor<'f32'>;
  readonly activation?: Activation;
  readonly entriesPerRow: number;
  /** f32[size × SAMPLED_SLOTS]: sums of squared errors, for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

/**
 * Losses that compare a known pair with sampled ones, mean over the known pairs of the batch, in place: `values` holds
 * scores x₀ (known), x₁, … of each group before, ∂L/∂x after, 0 beyond the batch; n = group − 1.
 * `bpr`: Σ −log σ(x₀ − x_k) / n (Rendle et al. 2009); `hinge`: Σ max(0, 1 − x₀ + x_k) / n (Weimer et al. 2008);
 * `softmax`: −log (e^x₀ / Σ e^x) over the group (sampled softmax).
 */
export interface GroupLossSpec {
  readonly kind: GroupLoss;
  readonly batch: Batch;
  readonly group: number;
  readonly values: Tensor<'f32'>;
  /** f32[size]: the loss of each group, for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

export const GROUP_LOSSES = ['bpr', 'hinge', 'softmax'] as const;
export type GroupLoss = (typeof GROUP_LOSSES)[number];

/** losses[step of the epoch] = Σ partials, in a fixed order. The count of partials is a multiple of 4. */
export interface SumLossSpec {
  readonly batch: Batch;
  readonly partials: Tensor<'f32'>;
  readonly losses: Tensor<'f32'>;
}
