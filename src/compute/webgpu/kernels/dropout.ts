import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/dropout.wgsl?raw';
import philoxCode from '../../../../shaders/random/philox.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { DropoutSpec } from '../../contracts';
import { keyOf, streamOf } from '../../random';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('dropout', philoxCode + batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/dropout.wgsl`. */
export function dropout(scope: Scope, spec: DropoutSpec): Operation {
  const [low, high] = keyOf(spec.seed);
  return kernel.prepare(
    scope as GpuScope,
    gridFor(Math.ceil(spec.count / 4), WORKGROUP_SIZE),
    [spec.batch.tensor, spec.a, spec.out],
    uniforms(
      ['u32', low],
      ['u32', high],
      ['u32', streamOf(spec.stream)],
      ['u32', spec.count],
      ['f32', spec.rate],
      ['f32', 1 / (1 - spec.rate)],
    ),
  );
}
