import code from '../../../../shaders/nn/column-sums.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { ColumnSumsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 8;
const kernel = new Kernel('columnSums', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/column-sums.wgsl`. */
export function columnSums(
  scope: Scope,
  { a, rows, columns, out, outOffset = 0 }: ColumnSumsSpec,
): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(columns, WORKGROUP_SIZE),
    [a, out],
    uniforms(['u32', rows], ['u32', columns], ['u32', outOffset]),
  );
}
