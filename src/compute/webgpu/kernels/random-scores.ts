import philoxCode from '../../../../shaders/random/philox.wgsl?raw';
import code from '../../../../shaders/random/random-scores.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RandomScoresSpec } from '../../contracts';
import { keyOf, streamOf } from '../../random';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('randomScores', philoxCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/random/random-scores.wgsl`. */
export function randomScores(scope: Scope, spec: RandomScoresSpec): Operation {
  const { rows, columns } = spec;
  const words = [...keyOf(spec.seed), streamOf(spec.stream), rows, columns];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * Math.ceil(columns / 4), WORKGROUP_SIZE),
    [spec.users, spec.out],
    uniforms(...words.map((word) => ['u32', word] as const)),
  );
}
