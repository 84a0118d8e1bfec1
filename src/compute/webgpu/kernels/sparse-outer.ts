import code from '../../../../shaders/nn/sparse-outer.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SparseOuterSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sparseOuter', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sparse-outer.wgsl`. */
export function sparseOuter(scope: Scope, spec: SparseOuterSpec): Operation {
  const { size, columns, width, outOffset = 0 } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(columns * Math.ceil(width / 4), WORKGROUP_SIZE),
    [spec.entries, spec.counts, spec.values, spec.dense, spec.out],
    uniforms(['u32', size], ['u32', columns], ['u32', width], ['u32', outOffset]),
  );
}
