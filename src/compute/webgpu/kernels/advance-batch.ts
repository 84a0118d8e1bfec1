import code from '../../../../shaders/nn/advance-batch.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AdvanceBatchSpec } from '../../contracts';
import { Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const kernel = new Kernel('advanceBatch', batchCode + code);

/** See `shaders/nn/advance-batch.wgsl`. */
export function advanceBatch(scope: Scope, { batch }: AdvanceBatchSpec): Operation {
  return kernel.prepare(scope as GpuScope, [1], [batch.tensor], uniforms(['u32', batch.size]));
}
