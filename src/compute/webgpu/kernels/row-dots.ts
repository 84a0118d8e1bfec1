import code from '../../../../shaders/nn/row-dots.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RowDotsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('rowDots', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/row-dots.wgsl`. */
export function rowDots(scope: Scope, { a, b, bias, rows, width, out }: RowDotsSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows, WORKGROUP_SIZE),
    [a, b, bias, out],
    uniforms(['u32', rows], ['u32', width]),
  );
}
