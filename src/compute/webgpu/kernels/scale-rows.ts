import code from '../../../../shaders/nn/scale-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { ScaleRowsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('scaleRows', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/scale-rows.wgsl`. */
export function scaleRows(scope: Scope, { a, scale, rows, width, out }: ScaleRowsSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * width, WORKGROUP_SIZE),
    [a, scale, out],
    uniforms(['u32', rows], ['u32', width]),
  );
}
