import code from '../../../../shaders/optim/square-sums.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SquareSumsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('squareSums', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/square-sums.wgsl`. */
export function squareSums(scope: Scope, spec: SquareSumsSpec): Operation {
  const { values, count, parts, out, outOffset = 0 } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(parts, WORKGROUP_SIZE),
    [values, out],
    uniforms(['u32', count], ['u32', parts], ['u32', outOffset]),
  );
}
