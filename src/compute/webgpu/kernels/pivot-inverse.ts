import code from '../../../../shaders/linalg/pivot-inverse.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import { PIVOT_WIDTH, type PivotInverseSpec } from '../../contracts/linalg';
import { Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const kernel = new Kernel('pivotInverse', code, { workgroupSize: PIVOT_WIDTH });

/** See `shaders/linalg/pivot-inverse.wgsl`. */
export function pivotInverse(scope: Scope, spec: PivotInverseSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    [1],
    [spec.matrix, spec.inverse],
    uniforms(['u32', spec.n], ['u32', spec.start], ['u32', spec.width]),
  );
}
