import code from '../../../../shaders/nn/gru-gates-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GruGatesGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('gruGatesGradient', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/gru-gates-gradient.wgsl`. */
export function gruGatesGradient(scope: Scope, spec: GruGatesGradientSpec): Operation {
  const { starts, states, gradient, input, recurrent, carry, size, width, step, steps } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * width, WORKGROUP_SIZE),
    [starts, states, gradient, input, recurrent, carry],
    uniforms(['u32', size], ['u32', width], ['u32', step], ['u32', steps]),
  );
}
