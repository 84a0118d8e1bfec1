import code from '../../../../shaders/select/gather-scores.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GatherScoresSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('gatherScores', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/select/gather-scores.wgsl`. */
export function gatherScores(scope: Scope, spec: GatherScoresSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.rows * spec.width, WORKGROUP_SIZE),
    [spec.scores, spec.users, spec.listed.offsets, spec.listed.indices, spec.out],
    uniforms(['u32', spec.rows], ['u32', spec.columns], ['u32', spec.width]),
  );
}
