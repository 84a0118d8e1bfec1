import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import code from '../../../../shaders/nn/activation-gradient.wgsl?raw';
import slopeCode from '../../../../shaders/nn/activation-slope.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { ActivationGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = ACTIVATIONS.map(
  (_, activation) =>
    new Kernel('activationGradient', activationCode + slopeCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      activation,
    }),
);

/** See `shaders/nn/activation-gradient.wgsl`. */
export function activationGradient(scope: Scope, spec: ActivationGradientSpec): Operation {
  return kernels[activationIndex(spec.activation)]!.prepare(
    scope as GpuScope,
    gridFor(spec.count, WORKGROUP_SIZE),
    [spec.y, spec.gradient],
    uniforms(['u32', spec.count]),
  );
}
