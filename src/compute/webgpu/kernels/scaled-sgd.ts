import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/optim/scaled-sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { ScaledSgdSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('scaledSgd', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/scaled-sgd.wgsl`. */
export function scaledSgd(scope: Scope, spec: ScaledSgdSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.count, WORKGROUP_SIZE),
    [spec.batch.tensor, spec.schedule, spec.gradients, spec.parameters, spec.squares],
    uniforms(
      ['u32', spec.count],
      ['u32', spec.decayCount],
      ['f32', spec.weightDecay],
      ['f32', spec.rho],
      ['f32', spec.epsilon],
    ),
  );
}
