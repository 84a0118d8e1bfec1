import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sparse-dense.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { SparseDenseSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) =>
    new Kernel('sparseDense', activationCode + batchCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      activation,
    }),
);

/** See `shaders/nn/sparse-dense.wgsl`. */
export function sparseDense(scope: Scope, spec: SparseDenseSpec): Operation {
  const { batch, matrix, width, biasOffset } = spec;
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(batch.size * Math.ceil(width / 4), WORKGROUP_SIZE),
    [batch.tensor, matrix.offsets, matrix.indices, spec.values, spec.weights, spec.out],
    uniforms(
      ['u32', batch.size],
      ['u32', width],
      ['u32', spec.weightsOffset],
      ['u32', biasOffset ?? 0],
      ['u32', Number(biasOffset !== null)],
    ),
  );
}
