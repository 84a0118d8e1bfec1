import code from '../../../../shaders/nn/sum.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SumSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sum', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sum.wgsl`. */
export function sum(scope: Scope, spec: SumSpec): Operation {
  const { a, b, out, count } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(count, WORKGROUP_SIZE),
    [a, b, out],
    uniforms(['u32', count]),
  );
}
