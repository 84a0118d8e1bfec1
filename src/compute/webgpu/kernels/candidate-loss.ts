import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/candidate-loss.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { CandidateLossSpec } from '../../contracts';
import { CANDIDATE_LOSSES } from '../../contracts/sequence';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = CANDIDATE_LOSSES.map(
  (_, kind) => new Kernel('candidateLoss', batchCode + code, { workgroupSize: WORKGROUP_SIZE, kind }),
);

/** See `shaders/nn/candidate-loss.wgsl`. */
export function candidateLoss(scope: Scope, spec: CandidateLossSpec): Operation {
  const { batch, ids, rows, candidates, known, scores, biases, logWeights, partials } = spec;
  return kernels[CANDIDATE_LOSSES.indexOf(spec.kind)]!.prepare(
    scope as GpuScope,
    gridFor(rows, WORKGROUP_SIZE),
    [batch.tensor, ids, biases, logWeights, known, scores, partials],
    uniforms(
      ['u32', rows],
      ['u32', candidates],
      ['f32', spec.targetsPerRow],
      ['f32', spec.regularization ?? 0],
    ),
  );
}
