import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import slopeCode from '../../../../shaders/nn/activation-slope.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sampled-loss.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { SampledLossSpec } from '../../contracts';
import { SAMPLED_SLOTS } from '../../contracts/nn';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) =>
    new Kernel('sampledLoss', activationCode + slopeCode + batchCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      slots: SAMPLED_SLOTS,
      activation,
    }),
);

/** See `shaders/nn/sampled-loss.wgsl`. */
export function sampledLoss(scope: Scope, spec: SampledLossSpec): Operation {
  const { batch, matrix } = spec;
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(batch.size * SAMPLED_SLOTS, WORKGROUP_SIZE),
    [batch.tensor, matrix.offsets, spec.targets, spec.values, spec.partials],
    uniforms(['u32', batch.size], ['f32', spec.entriesPerRow]),
  );
}
