import code from '../../../../shaders/linalg/gemm.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GemmSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('gemm', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/linalg/gemm.wgsl`. */
export function gemm(scope: Scope, spec: GemmSpec): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0 } = spec;
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const shape = [m, n, k, aOffset, bOffset, outOffset, aRow, aStep, bColumn, bStep];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(m * n, WORKGROUP_SIZE),
    [spec.a, spec.b, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
