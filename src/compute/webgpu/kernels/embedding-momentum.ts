import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import headCode from '../../../../shaders/optim/embedding-head.wgsl?raw';
import code from '../../../../shaders/optim/embedding-momentum.wgsl?raw';
import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingMomentumSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = [0, 1].map(
  (nesterov) =>
    new Kernel('embeddingMomentum', batchCode + rowsCode + headCode + code, {
      workgroupSize: WORKGROUP_SIZE,
      nesterov,
    }),
);

/** See `shaders/optim/embedding-momentum.wgsl`. */
export function embeddingMomentum(scope: Scope, spec: EmbeddingMomentumSpec): Operation {
  const { batch, schedule, ids, sorted, gradient, table, velocity, width } = spec;
  return kernels[Number(spec.nesterov ?? false)]!.prepare(
    scope as GpuScope,
    gridFor(ids.length * width, WORKGROUP_SIZE),
    [batch.tensor, schedule, ids, sorted, gradient.tensor, table, velocity],
    uniforms(
      ['u32', ids.length],
      ['u32', width],
      ['u32', gradient.stride],
      ['u32', gradient.column],
      ['f32', spec.weightDecay],
      ['f32', spec.momentum],
      ['f32', 0],
      ['f32', 0],
    ),
  );
}
