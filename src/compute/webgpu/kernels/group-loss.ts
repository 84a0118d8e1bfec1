import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/group-loss.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { GroupLossSpec } from '../../contracts';
import { GROUP_LOSSES } from '../../contracts/nn';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = GROUP_LOSSES.map(
  (_, kind) => new Kernel('groupLoss', batchCode + code, { workgroupSize: WORKGROUP_SIZE, kind }),
);

/** See `shaders/nn/group-loss.wgsl`. */
export function groupLoss(scope: Scope, spec: GroupLossSpec): Operation {
  const { batch, group } = spec;
  return kernels[GROUP_LOSSES.indexOf(spec.kind)]!.prepare(
    scope as GpuScope,
    gridFor(batch.size, WORKGROUP_SIZE),
    [batch.tensor, spec.values, spec.partials],
    uniforms(['u32', batch.size], ['u32', group]),
  );
}
