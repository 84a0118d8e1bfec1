import code from '../../../../shaders/nn/batch-columns.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { BatchColumnsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('batchColumns', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/batch-columns.wgsl`. */
export function batchColumns(scope: Scope, { batch, matrix, entries, counts }: BatchColumnsSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(matrix.columns, WORKGROUP_SIZE),
    [batch.tensor, matrix.offsets, matrix.indices, entries, counts],
    uniforms(['u32', batch.size], ['u32', matrix.columns]),
  );
}
