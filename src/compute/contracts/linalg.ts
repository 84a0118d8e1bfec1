import type { Activation } from '../activation';
import type { Operation, Scope, Tensor } from '../backend';

export interface LinalgKernels {
  gemm(scope: Scope, spec: GemmSpec): Operation;
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
