import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import code from '../../../../shaders/linalg/gemm.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { GemmSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) => new Kernel('gemm', activationCode + code, { workgroupSize: WORKGROUP_SIZE, activation }),
);

/** See `shaders/linalg/gemm.wgsl`. */
export function gemm(scope: Scope, spec: GemmSpec): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0, biasOffset = 0 } = spec;
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const flags = [Number(spec.bias !== undefined), Number(spec.accumulate ?? false)];
  const shape = [m, n, k, aOffset, bOffset, outOffset, biasOffset, aRow, aStep, bColumn, bStep, ...flags];
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(m * n, WORKGROUP_SIZE),
    [spec.a, spec.b, spec.bias ?? spec.a, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
