import code from '../../../../shaders/similarity/sparse-product.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SparseProductSpec } from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sparseProduct', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/similarity/sparse-product.wgsl`. */
export function sparseProduct(scope: Scope, spec: SparseProductSpec): Operation {
  const { tile, columns, left, right } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(tile * right.segments, WORKGROUP_SIZE),
    [spec.rows, left.offsets, left.indices, left.values, right.starts, right.indices, right.values, spec.out],
    uniforms(['u32', tile], ['u32', columns], ['u32', right.segments]),
  );
}
