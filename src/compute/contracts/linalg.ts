import type { Activation } from '../activation';
import type { Operation, Scope, Tensor } from '../backend';
import type { SparseTensors } from './similarity';

export interface LinalgKernels {
  gemm(scope: Scope, spec: GemmSpec): Operation;
  pivotInverse(scope: Scope, spec: PivotInverseSpec): Operation;
  pivotPanel(scope: Scope, spec: PivotPanelSpec): Operation;
  alsSolve(scope: Scope, spec: AlsSolveSpec): Operation;
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
