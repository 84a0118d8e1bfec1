import type { Operation, Scope, Tensor } from '../backend';

export interface LinalgKernels {
  gemm(scope: Scope, spec: GemmSpec): Operation;
}

/** out[m×n] = op(a)·op(b), row-major f32; op transposes where asked. */
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
}
