import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/batch-norm-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { BatchNormGradientSpec } from '../../contracts';
import { BATCH_NORM_EPSILON } from '../../contracts/normalisation';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('batchNormGradient', batchCode + code, {
  workgroupSize: WORKGROUP_SIZE,
  epsilon: BATCH_NORM_EPSILON,
});

/** See `shaders/nn/batch-norm-gradient.wgsl`. */
export function batchNormGradient(scope: Scope, spec: BatchNormGradientSpec): Operation {
  const { batch, perRow, width, gradient, normal, statistics, out } = spec;
  const { parameters, gradients, scaleOffset, shiftOffset } = spec;
  const count = batch.size * perRow * width;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(count, WORKGROUP_SIZE),
    [batch.tensor, gradient, normal, statistics, parameters, gradients, out],
    uniforms(['u32', count], ['u32', width], ['u32', perRow], ['u32', scaleOffset], ['u32', shiftOffset]),
  );
}
