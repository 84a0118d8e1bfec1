import code from '../../../../shaders/nn/batch-norm.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { BatchNormSpec } from '../../contracts';
import { BATCH_NORM_EPSILON } from '../../contracts/normalisation';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('batchNorm', code, { workgroupSize: WORKGROUP_SIZE, epsilon: BATCH_NORM_EPSILON });

/** See `shaders/nn/batch-norm.wgsl`. */
export function batchNorm(scope: Scope, spec: BatchNormSpec): Operation {
  const { a, statistics, meanOffset, varianceOffset, parameters, scaleOffset, shiftOffset } = spec;
  const { rows, width, normal, out } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * width, WORKGROUP_SIZE),
    [a, statistics, parameters, normal, out],
    uniforms(
      ['u32', rows * width],
      ['u32', width],
      ['u32', meanOffset],
      ['u32', varianceOffset],
      ['u32', scaleOffset],
      ['u32', shiftOffset],
    ),
  );
}
