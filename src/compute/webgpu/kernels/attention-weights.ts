import code from '../../../../shaders/nn/attention-weights.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AttentionWeightsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('attentionWeights', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/attention-weights.wgsl`. */
export function attentionWeights(scope: Scope, spec: AttentionWeightsSpec): Operation {
  const { queries, keys, begins, out, size, steps, heads, width } = spec;
  const shape = [size, steps, heads, width, queries.stride, queries.column, keys.stride, keys.column];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * steps * heads, WORKGROUP_SIZE),
    [queries.tensor, keys.tensor, begins, out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
