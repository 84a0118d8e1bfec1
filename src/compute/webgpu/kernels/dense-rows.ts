import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/dense-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { DenseRowsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('denseRows', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/dense-rows.wgsl`. */
export function denseRows(scope: Scope, { batch, matrix, values, out }: DenseRowsSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(batch.size * matrix.columns, WORKGROUP_SIZE),
    [batch.tensor, matrix.offsets, matrix.indices, values, out],
    uniforms(['u32', batch.size], ['u32', matrix.columns]),
  );
}
