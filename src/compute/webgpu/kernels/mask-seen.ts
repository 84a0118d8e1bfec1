import code from '../../../../shaders/select/mask-seen.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { MaskSeenSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
/** Invocations a row: users have tens to hundreds of items. */
const LANES = 32;
const kernel = new Kernel('maskSeen', code, { workgroupSize: WORKGROUP_SIZE, lanes: LANES });

/** See `shaders/select/mask-seen.wgsl`. */
export function maskSeen(scope: Scope, spec: MaskSeenSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.rows * LANES, WORKGROUP_SIZE),
    [spec.users, spec.seen.offsets, spec.seen.indices, spec.scores],
    uniforms(['u32', spec.rows], ['u32', spec.columns]),
  );
}
