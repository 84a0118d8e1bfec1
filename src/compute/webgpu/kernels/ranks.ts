import orderKey from '../../../../shaders/select/order-key.wgsl?raw';
import code from '../../../../shaders/select/ranks.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RanksSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('ranks', orderKey + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/select/ranks.wgsl`. */
export function ranks(scope: Scope, spec: RanksSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.rows * spec.width, WORKGROUP_SIZE),
    [spec.scores, spec.targets, spec.ranks],
    uniforms(['u32', spec.rows], ['u32', spec.columns], ['u32', spec.width]),
  );
}
