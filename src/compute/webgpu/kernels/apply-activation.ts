import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import code from '../../../../shaders/nn/apply-activation.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { ApplyActivationSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) =>
    new Kernel('applyActivation', activationCode + code, { workgroupSize: WORKGROUP_SIZE, activation }),
);

/** See `shaders/nn/apply-activation.wgsl`. */
export function applyActivation(scope: Scope, spec: ApplyActivationSpec): Operation {
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(spec.count, WORKGROUP_SIZE),
    [spec.z, spec.out],
    uniforms(['u32', spec.count]),
  );
}
