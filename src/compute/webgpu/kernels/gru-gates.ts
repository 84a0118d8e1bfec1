import code from '../../../../shaders/nn/gru-gates.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GruGatesSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('gruGates', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/gru-gates.wgsl`. */
export function gruGates(scope: Scope, spec: GruGatesSpec): Operation {
  const { input, recurrent, starts, states, out, size, width, step, steps } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * width, WORKGROUP_SIZE),
    [input, recurrent, starts, states, out],
    uniforms(['u32', size], ['u32', width], ['u32', step], ['u32', steps]),
  );
}
