import code from '../../../../shaders/nn/attention-weights-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AttentionWeightsGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('attentionWeightsGradient', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/attention-weights-gradient.wgsl`. */
export function attentionWeightsGradient(scope: Scope, spec: AttentionWeightsGradientSpec): Operation {
  const { weights, values, gradient, begins, out, size, steps, heads, width } = spec;
  const shape = [size, steps, heads, width];
  shape.push(values.stride, values.column, gradient.stride, gradient.column);
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * steps * heads, WORKGROUP_SIZE),
    [weights, values.tensor, gradient.tensor, begins, out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
