import code from '../../../../shaders/models/ease-user-scores.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EaseUserScoresSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('easeUserScores', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/ease-user-scores.wgsl`. */
export function easeUserScores(scope: Scope, spec: EaseUserScoresSpec): Operation {
  const { tile, items, userCount, byItem } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(tile * items, WORKGROUP_SIZE),
    [spec.users, spec.inverse, byItem.offsets, byItem.indices, spec.scale, spec.out],
    uniforms(['u32', tile], ['u32', items], ['u32', userCount]),
  );
}
