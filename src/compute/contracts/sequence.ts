import type { Operation, Scope, Tensor } from '../backend';
import type { Batch, ColumnsView } from './nn';

/**
 * Kernels of networks over sequences. Where positions of several sequences lie in one matrix they lie by time: position t
 * of sequence b of `size` is row t·size + b, so that one time step of all sequences is a block of rows.
 */
export interface SequenceKernels {
  batchWindows(scope: Scope, spec: BatchWindowsSpec): Operation;
  gruGates(scope: Scope, spec: GruGatesSpec): Operation;
  gruGatesGradient(scope: Scope, spec: GruGatesGradientSpec): Operation;
  sampleItems(scope: Scope, spec: SampleItemsSpec): Operation;
  candidateLoss(scope: Scope, spec: CandidateLossSpec): Operation;
  maxPositions(scope: Scope, spec: MaxPositionsSpec): Operation;
  maxPositionsGradient(scope: Scope, spec: MaxPositionsGradientSpec): Operation;
  sum(scope: Scope, spec: SumSpec): Operation;
  layerNorm(scope: Scope, spec: LayerNormSpec): Operation;
  layerNormGradient(scope: Scope, spec: LayerNormGradientSpec): Operation;
  attentionWeights(scope: Scope, spec: AttentionWeightsSpec): Operation;
  attentionWeightsGradient(scope: Scope, spec: AttentionWeightsGradientSpec): Operation;
  attentionMix(scope: Scope, spec: AttentionMixSpec): Operation;
}

/** out[outOffset + t·size + b] = windows[row of batch position b, t], NO_ROW beyond the batch. */
export interface BatchWindowsSpec {
  readonly batch: Batch;
  /** u32[rows × length] */
  readonly windows: Tensor<'u32'>;
  readonly length: number;
  readonly out: Tensor<'u32'>;
  readonly outOffset?: number;
}

/** What the gates of one time step read, both ways. Columns of `input` and `recurrent`: reset, update, candidate. */
export interface GruStep {
  /** f32[steps·size × 3·width]: x_t·W + b */
  readonly input: Tensor<'f32'>;
  /** f32[steps·size × 3·width]: state·U + b */
  readonly recurrent: Tensor<'f32'>;
  /** f32[steps·size × width]: the state that a step starts from; rows of the first are zero. */
  readonly states: Tensor<'f32'>;
  /** u32[steps·size]: not 0 where a sequence begins, so that nothing comes from the step before. */
  readonly starts: Tensor<'u32'>;
  readonly size: number;
  readonly width: number;
  readonly step: number;
  readonly steps: number;
}

/**
 * The gates of a gated recurrent unit (Cho et al. 2014, with the reset gate behind the recurrent product) for rows
 * step·size … of a batch: r = σ(a_r + c_r), z = σ(a_z + c_z), n = tanh(a_n + r·c_n), h = (1 − z)·n + z·s, where a is
 * `input`, c `recurrent` and s `states`. Writes h to `out`, and to the next step's `states`: 0 where one starts there.
 */
export interface GruGatesSpec extends GruStep {
  /** f32[steps·size × width] */
  readonly out: Tensor<'f32'>;
}

/**
 * The way back through `gruGates`, steps from last to first. ∂L/∂h is `gradient` plus what `carry` brings from the step
 * after, unless a sequence starts there. `input` and `recurrent` are replaced by ∂L/∂a and ∂L/∂c; `carry` becomes
 * ∂L/∂h·z, to which the caller adds ∂L/∂c·Uᵀ before the next call. At the last step `carry` is not read.
 */
export interface GruGatesGradientSpec extends GruStep {
  /** f32[steps·size × width] */
  readonly gradient: Tensor<'f32'>;
  /** f32[size × width] */
  readonly carry: Tensor<'f32'>;
}

/**
 * Items drawn anew at each step of the run, the same for the whole batch: out[outOffset + j] for j < count is the number
 * of thresholds that a random word reaches. thresholds: u32[items], 2³² times the sum of the probabilities up to each
 * item; the last is not read.
 */
export interface SampleItemsSpec {
  readonly batch: Batch;
  readonly thresholds: Tensor<'u32'>;
  readonly count: number;
  readonly seed: number;
  readonly out: Tensor<'u32'>;
  readonly outOffset?: number;
}

export const CANDIDATE_LOSSES = ['cross-entropy', 'bpr-max', 'bce'] as const;
export type CandidateLoss = (typeof CANDIDATE_LOSSES)[number];

/**
 * Losses of rows that each have one target, against candidates shared by all rows, in place. For the target's score x₀
 * and the candidates' scores x_j = scores[j, row] + biases[j] with weights w_j = exp(logWeights[j]), the target itself
 * left out wherever it is a candidate:
 * - `cross-entropy`: −log(e^x₀ / (e^x₀ + Σ w_j·e^x_j)), the softmax over all items where these are the candidates, its
 *   estimate by importance sampling where they are drawn (Bengio & Senécal 2008);
 * - `bce`: log(1 + e^−x₀) + Σ w_j·log(1 + e^x_j);
 * - `bpr-max`: −log Σ s_j·σ(x₀ − x_j) + λ·Σ s_j·x_j² with s = softmax(x_j) (Hidasi & Karatzoglou 2018); no weights.
 * Rows without a target (NO_ROW) have loss and gradient 0. L = Σ / (rows of the batch · `targetsPerRow`), where the
 * latter is the mean over all rows, so that a batch's gradient is an unbiased estimate of the whole's.
 */
export interface CandidateLossSpec {
  readonly kind: CandidateLoss;
  readonly batch: Batch;
  /** u32[rows + candidates …]: the target of each row, then the candidates. */
  readonly ids: Tensor<'u32'>;
  readonly rows: number;
  readonly candidates: number;
  /** f32[≥ rows]: x₀ before, ∂L/∂x₀ after. */
  readonly known: Tensor<'f32'>;
  /** f32[candidates × rows]: before as above, ∂L/∂x_j after. */
  readonly scores: Tensor<'f32'>;
  /** f32[candidates] */
  readonly biases: Tensor<'f32'>;
  /** f32[candidates] */
  readonly logWeights: Tensor<'f32'>;
  readonly targetsPerRow: number;
  /** λ of `bpr-max` */
  readonly regularization?: number;
  /** f32[a multiple of 4, at least rows]: the loss of each row, for `sumLoss`. */
  readonly partials: Tensor<'f32'>;
}

/**
 * The greatest of each column over time: out[b, column + f] = max_i a[i·size + b, f] for positions i, and where it was
 * (the first of equals).
 */
export interface MaxPositionsSpec {
  /** f32[positions·size × width] */
  readonly a: Tensor<'f32'>;
  readonly size: number;
  readonly positions: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
  readonly outStride: number;
  readonly outColumn: number;
  /** u32[size × width] */
  readonly where: Tensor<'u32'>;
}

/** out[i·size + b, f] = gradient[b, column + f] where the greatest was at i, 0 elsewhere. */
export interface MaxPositionsGradientSpec {
  readonly gradient: Tensor<'f32'>;
  readonly gradientStride: number;
  readonly gradientColumn: number;
  readonly where: Tensor<'u32'>;
  readonly size: number;
  readonly positions: number;
  readonly width: number;
  /** f32[positions·size × width] */
  readonly out: Tensor<'f32'>;
}

/** out[i] = a[i] + b[i] for i < count; `out` is another tensor than a and b. */
export interface SumSpec {
  readonly a: Tensor<'f32'>;
  readonly b: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly count: number;
}

/** Added to the variance in `layerNorm`. */
export const LAYER_NORM_EPSILON = 1e-5;

/**
 * Layer normalisation (Ba, Kiros & Hinton 2016): each row less its mean, over its deviation √(variance + ε), is `normal`;
 * out = normal∘scale + shift. scale and shift: f32[width] from their offsets in `parameters`.
 */
export interface LayerNormSpec {
  /** f32[rows × width] */
  readonly a: Tensor<'f32'>;
  readonly parameters: Tensor<'f32'>;
  readonly scaleOffset: number;
  readonly shiftOffset: number;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
  /** f32[rows × width] */
  readonly normal: Tensor<'f32'>;
  /** f32[rows]: one over the deviation. */
  readonly precision: Tensor<'f32'>;
}

/**
 * The way back through `layerNorm`: out = add + ∂L/∂a, where `add` brings the gradient that goes past the layer.
 * `normal` becomes ∂L/∂out∘normal, whose column sums are ∂L/∂scale.
 */
export interface LayerNormGradientSpec {
  /** ∂L/∂out: f32[rows × width] */
  readonly gradient: Tensor<'f32'>;
  readonly parameters: Tensor<'f32'>;
  readonly scaleOffset: number;
  readonly rows: number;
  readonly width: number;
  readonly normal: Tensor<'f32'>;
  readonly precision: Tensor<'f32'>;
  readonly add?: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
}

/** Rows by time, each of `heads` parts of `width` columns, where a position looks back as far as `begins` says. */
export interface AttentionRows {
  readonly size: number;
  readonly steps: number;
  readonly heads: number;
  readonly width: number;
  /** u32[steps·size]: the first position of the sequence that a position belongs to; never decreasing over time. */
  readonly begins: Tensor<'u32'>;
}

/**
 * Weights of causal self-attention (Vaswani et al. 2017; Kang & McAuley 2018):
 * out[(row·heads + head)·steps + j] = softmax_j(q·k_j / √width) for positions j from begins[row] to the row's own, 0 elsewhere.
 */
export interface AttentionWeightsSpec extends AttentionRows {
  readonly queries: ColumnsView;
  readonly keys: ColumnsView;
  readonly out: Tensor<'f32'>;
}

/** out = ∂L/∂(q·k_j), shaped as `weights`, from the gradient of what `attentionMix` made of `weights` and `values`. */
export interface AttentionWeightsGradientSpec extends AttentionRows {
  readonly weights: Tensor<'f32'>;
  readonly values: ColumnsView;
  readonly gradient: ColumnsView;
  readonly out: Tensor<'f32'>;
}

/**
 * out[row of t, :] = Σ_j weights[row of t, head, j]·values[row of j, :] part by part; or `transposed`
 * out[row of j, :] = Σ_t weights[row of t, head, j]·values[row of t, :]. `out` is another tensor than `values`.
 */
export interface AttentionMixSpec extends AttentionRows {
  readonly weights: Tensor<'f32'>;
  readonly values: ColumnsView;
  readonly transposed?: boolean;
  readonly out: ColumnsView;
}
