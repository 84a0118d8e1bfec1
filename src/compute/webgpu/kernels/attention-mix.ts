import code from '../../../../shaders/nn/attention-mix.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AttentionMixSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('attentionMix', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/attention-mix.wgsl`. */
export function attentionMix(scope: Scope, spec: AttentionMixSpec): Operation {
  const { weights, values, begins, out, size, steps, heads, width, transposed = false } = spec;
  const shape = [size, steps, heads, width];
  shape.push(values.stride, values.column, out.stride, out.column, Number(transposed));
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * steps * heads * width, WORKGROUP_SIZE),
    [weights, values.tensor, begins, out.tensor],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
