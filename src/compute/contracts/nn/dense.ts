import type { Activation } from '../../activation';
import type { Operation, Scope, Tensor } from '../../backend';
import type { Batch, ColumnsView } from './batch';

/** Kernels for dense layers and what stands between them. */
export interface DenseKernels {
  columnSums(scope: Scope, spec: ColumnSumsSpec): Operation;
  applyActivation(scope: Scope, spec: ApplyActivationSpec): Operation;
  activationGradient(scope: Scope, spec: ActivationGradientSpec): Operation;
  dropout(scope: Scope, spec: DropoutSpec): Operation;
  product(scope: Scope, spec: ProductSpec): Operation;
  rowDots(scope: Scope, spec: RowDotsSpec): Operation;
  scaleRows(scope: Scope, spec: ScaleRowsSpec): Operation;
}

/** out[j] = Σ_i a[i, j], f32[columns] from `outOffset`. */
export interface ColumnSumsSpec {
  readonly a: Tensor<'f32'>;
  readonly rows: number;
  readonly columns: number;
  readonly out: Tensor<'f32'>;
  readonly outOffset?: number;
}

/** out = f(z), element by element. */
export interface ApplyActivationSpec {
  readonly activation: Activation;
  readonly z: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly count: number;
}

/**
 * gradient ← gradient·f′, in place. f′ comes from y = f(z), which `y` holds; `gelu` cannot be undone, so there `y`
 * holds z.
 */
export interface ActivationGradientSpec {
  readonly activation: Activation;
  readonly y: Tensor<'f32'>;
  readonly gradient: Tensor<'f32'>;
  readonly count: number;
}

/**
 * Inverted dropout (Srivastava et al. 2014): out[i] = a[i]/(1 − rate) where number i of the stream at this step of the
 * run is at least `rate`, else 0. The same operation on a gradient is its backward pass.
 */
export interface DropoutSpec {
  readonly batch: Batch;
  readonly rate: number;
  readonly seed: number;
  /** One a layer. */
  readonly stream: string;
  readonly a: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly count: number;
}

/** out = a∘b, or a copy of a without b, for rows × width. `out` is another tensor than a and b. */
export interface ProductSpec {
  readonly a: ColumnsView;
  readonly b?: ColumnsView;
  readonly out: ColumnsView;
  readonly rows: number;
  readonly width: number;
}

/** out[r] = Σ_k a[r, k]·b[r, k] + bias[r], f32[rows]. */
export interface RowDotsSpec {
  readonly a: Tensor<'f32'>;
  readonly b: Tensor<'f32'>;
  /** f32[rows] */
  readonly bias: Tensor<'f32'>;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
}

/** out[r, k] = scale[r]·a[r, k], f32[rows × width]. */
export interface ScaleRowsSpec {
  readonly a: Tensor<'f32'>;
  readonly scale: Tensor<'f32'>;
  readonly rows: number;
  readonly width: number;
  readonly out: Tensor<'f32'>;
}
