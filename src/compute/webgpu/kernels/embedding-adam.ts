import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/optim/embedding-adam.wgsl?raw';
import headCode from '../../../../shaders/optim/embedding-head.wgsl?raw';
import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingAdamSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = [0, 1].map(
  (decoupled) =>
    new Kernel('embeddingAdam', batchCode + rowsCode + headCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      decoupled,
    }),
);

/** See `shaders/optim/embedding-adam.wgsl`. */
export function embeddingAdam(scope: Scope, spec: EmbeddingAdamSpec): Operation {
  const { batch, schedule, ids, sorted, gradient, table, m, v, width } = spec;
  return kernels[Number(spec.decoupled ?? false)]!.prepare(
    scope as GpuScope,
    gridFor(ids.length * width, WORKGROUP_SIZE),
    [batch.tensor, schedule, ids, sorted, gradient.tensor, table, m, v],
    uniforms(
      ['u32', ids.length],
      ['u32', width],
      ['u32', gradient.stride],
      ['u32', gradient.column],
      ['f32', spec.weightDecay],
      ['f32', spec.beta1],
      ['f32', spec.beta2],
    ),
  );
}
