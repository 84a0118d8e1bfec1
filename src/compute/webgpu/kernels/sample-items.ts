import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/nn/sample-items.wgsl?raw';
import philoxCode from '../../../../shaders/random/philox.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SampleItemsSpec } from '../../contracts';
import { keyOf, streamOf } from '../../random';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('sampleItems', philoxCode + batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/sample-items.wgsl`. */
export function sampleItems(scope: Scope, spec: SampleItemsSpec): Operation {
  const { batch, thresholds, count, seed, out, outOffset = 0 } = spec;
  const shape = [...keyOf(seed), streamOf('sampled items'), count, thresholds.length, outOffset];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(Math.ceil(count / 4), WORKGROUP_SIZE),
    [batch.tensor, thresholds, out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
