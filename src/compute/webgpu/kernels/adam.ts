import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/optim/adam.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AdamSpec } from '../../contracts';
import { gridFor, uniforms } from '../kernel';
import { laneKernels, lanesFor } from '../lanes';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = laneKernels('adam', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/adam.wgsl`. */
export function adam(scope: Scope, spec: AdamSpec): Operation {
  const lanes = lanesFor([spec.count, spec.decayCount]);
  return kernels[lanes].prepare(
    scope as GpuScope,
    gridFor(spec.count / lanes, WORKGROUP_SIZE),
    [spec.batch.tensor, spec.schedule, spec.gradients, spec.parameters, spec.m, spec.v],
    uniforms(
      ['u32', spec.count / lanes],
      ['u32', spec.decayCount / lanes],
      ['u32', Number(spec.decoupled ?? false)],
      ['f32', spec.weightDecay],
      ['f32', spec.beta1],
      ['f32', spec.beta2],
    ),
  );
}
