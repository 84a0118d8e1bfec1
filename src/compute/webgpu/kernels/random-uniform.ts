import philoxCode from '../../../../shaders/random/philox.wgsl?raw';
import code from '../../../../shaders/random/random-uniform.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RandomUniformSpec } from '../../contracts';
import { keyOf, streamOf } from '../../random';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('randomUniform', philoxCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/random/random-uniform.wgsl`. */
export function randomUniform(scope: Scope, spec: RandomUniformSpec): Operation {
  const { out, stream, count = out.length } = spec;
  const words = [...keyOf(spec.seed), typeof stream === 'string' ? streamOf(stream) : stream, count];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(Math.ceil(count / 4), WORKGROUP_SIZE),
    [spec.step, out],
    uniforms(...words.map((word) => ['u32', word] as const)),
  );
}
