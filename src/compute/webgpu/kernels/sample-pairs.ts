import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sample-pairs.wgsl?raw';
import philoxCode from '../../../../shaders/random/philox.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SamplePairsSpec } from '../../contracts';
import { keyOf, streamOf } from '../../random';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('samplePairs', philoxCode + batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sample-pairs.wgsl`. */
export function samplePairs(scope: Scope, spec: SamplePairsSpec): Operation {
  const rows = spec.users.length;
  const shape = [
    ...keyOf(spec.seed),
    streamOf('sampled pairs'),
    rows,
    spec.group,
    spec.seen.columns,
    spec.pairs.length / 2,
    spec.sampling === 'popularity' ? 1 : spec.drawn ? 2 : 0,
    spec.drawn?.length ?? 0,
  ];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows, WORKGROUP_SIZE),
    [
      ...[spec.batch.tensor, spec.pairs, spec.seen.offsets, spec.seen.indices, spec.users, spec.items],
      // Without a list something must be bound, and is not read.
      spec.drawn ?? spec.pairs,
    ],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
