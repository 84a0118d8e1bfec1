import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sampled-dense.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { SampledDenseSpec } from '../../contracts';
import { SAMPLED_SLOTS } from '../../contracts/nn';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) =>
    new Kernel('sampledDense', activationCode + batchCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      slots: SAMPLED_SLOTS,
      activation,
    }),
);

/** See `shaders/nn/sampled-dense.wgsl`. */
export function sampledDense(scope: Scope, spec: SampledDenseSpec): Operation {
  const { batch, matrix } = spec;
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(batch.size * SAMPLED_SLOTS, WORKGROUP_SIZE),
    [batch.tensor, matrix.offsets, matrix.indices, spec.dense, spec.weights, spec.out],
    uniforms(['u32', batch.size], ['u32', spec.width], ['u32', spec.weightsOffset], ['u32', spec.biasOffset]),
  );
}
