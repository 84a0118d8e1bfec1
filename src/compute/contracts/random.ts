import type { Operation, Scope, Tensor } from '../backend';

/** Kernels of the area `random`. Other kernels draw in their own code, from `shaders/random/philox.wgsl`. */
export interface RandomKernels {
  randomUniform(scope: Scope, spec: RandomUniformSpec): Operation;
  randomScores(scope: Scope, spec: RandomScoresSpec): Operation;
}

/** out[i] = number i of a stream, uniform in [0, 1), multiples of 2⁻²⁴: the same bits on every side and host. */
export interface RandomUniformSpec {
  readonly out: Tensor<'f32'>;
  readonly seed: number;
  /** What the numbers are for, a name or a number (see `Random`). */
  readonly stream: string | number;
  /** Element 0 is the step: other numbers at each step of a loop on the device. */
  readonly step: Tensor<'u32'>;
  /** Default: all of `out`. */
  readonly count?: number;
}

/** out[r, i] = number i of a stream at step users[r], uniform in [0, 1): a user's row is the same in every tile. */
export interface RandomScoresSpec {
  /** u32[rows] */
  readonly users: Tensor<'u32'>;
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
  readonly stream: string;
  /** out: f32[rows × columns] */
  readonly out: Tensor<'f32'>;
}
