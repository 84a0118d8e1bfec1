import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/optim/sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SgdSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sgd', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/sgd.wgsl`. */
export function sgd(scope: Scope, spec: SgdSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.count, WORKGROUP_SIZE),
    [spec.batch.tensor, spec.schedule, spec.gradients, spec.parameters, spec.velocity],
    uniforms(
      ['u32', spec.count],
      ['u32', spec.decayCount],
      ['u32', Number(spec.nesterov ?? false)],
      ['f32', spec.weightDecay],
      ['f32', spec.momentum],
    ),
  );
}
