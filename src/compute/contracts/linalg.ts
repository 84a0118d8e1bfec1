import type { Activation } from '../activation';
import type { Operation, Scope, Tensor } from '../backend';

export interface LinalgKernels {
  gemm(scope: Scope, spec: GemmSpec): Operation;
  pivotInverse(scope: Scope, spec: PivotInverseSpec): Operation;
  pivotPanel(scope: Scope, spec: PivotPanelSpec): Operation;
}

/**
 * out[m×n] = f(op(a)·op(b) + bias), row-major f32; op transposes where asked, and what lay in `out` is added inside f
 * where `accumulate` is set. Any sizes and offsets. `out` is a different tensor from `a`, `b` and `bias`.
 */
export interface GemmSpec {
  readonly a: Tensor<'f32'>;
  readonly b: Tensor<'f32'>;
  readonly out: Tensor<'f32'>;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** `a` is stored k×m */
  readonly transposeA?: boolean;
  /** `b` is stored n×k */
  readonly transposeB?: boolean;
  /** First element of each matrix in its tensor (default 0). */
  readonly aOffset?: number;
  readonly bOffset?: number;
  readonly outOffset?: number;
  /** One number a column of `out`, from element `biasOffset` (default 0). */
  readonly bias?: Tensor<'f32'>;
  readonly biasOffset?: number;
  /** f, element by element (default `identity`). */
  readonly activation?: Activation;
  /** out = f(out + op(a)·op(b) + bias) */
  readonly accumulate?: boolean;
  /**
   * out = (op(a)·op(b)) ∘ f′, the way back through an activation; then with neither `bias`, `activation` nor `accumulate`.
   */
  readonly slope?: GemmSlope;
}

/** f′ comes from y = f(z), m×n from element `yOffset` (default 0); `gelu` cannot be undone, so there `y` holds z. */
export interface GemmSlope {
  readonly activation: Activation;
  readonly y: Tensor<'f32'>;
  readonly yOffset?: number;
}

/** Rows and columns that one pivot step of `spdInverse` takes at most. */
export const PIVOT_WIDTH = 64;

/** inverse[width × width] = (rows and columns start … start + width − 1 of a symmetric positive-definite matrix)⁻¹. */
export interface PivotInverseSpec {
  /** f32[n × n] */
  readonly matrix: Tensor<'f32'>;
  readonly n: number;
  readonly start: number;
  /** At most PIVOT_WIDTH. */
  readonly width: number;
  /** out: f32[width × width] */
  readonly inverse: Tensor<'f32'>;
}

/**
 * Around a block Gauss–Jordan pivot K = start … start + width − 1, with `rows` = inverse · matrix[K, :]:
 * left[i, :] = −matrix[i, K] for i outside K and a row of the identity inside, rows[:, K] = inverse, and the rows and
 * columns K of the matrix become zero. The step is then matrix += left · rows.
 */
export interface PivotPanelSpec {
  /** f32[n × n], changed */
  readonly matrix: Tensor<'f32'>;
  readonly n: number;
  readonly start: number;
  readonly width: number;
  /** f32[width × width] */
  readonly inverse: Tensor<'f32'>;
  /** f32[width × n], changed */
  readonly rows: Tensor<'f32'>;
  /** out: f32[n × width] */
  readonly left: Tensor<'f32'>;
}
