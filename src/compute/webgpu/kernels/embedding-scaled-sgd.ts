import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import headCode from '../../../../shaders/optim/embedding-head.wgsl?raw';
import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import code from '../../../../shaders/optim/embedding-scaled-sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingScaledSgdSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('embeddingScaledSgd', batchCode + rowsCode + headCode + code, {
  workgroupSize: WORKGROUP_SIZE,
});

/** See `shaders/optim/embedding-scaled-sgd.wgsl`. */
export function embeddingScaledSgd(scope: Scope, spec: EmbeddingScaledSgdSpec): Operation {
  const { batch, schedule, ids, sorted, gradient, table, squares, width } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(ids.length * width, WORKGROUP_SIZE),
    [batch.tensor, schedule, ids, sorted, gradient.tensor, table, squares],
    uniforms(
      ['u32', ids.length],
      ['u32', width],
      ['u32', gradient.stride],
      ['u32', gradient.column],
      ['f32', spec.weightDecay],
      ['f32', 0],
      ['f32', spec.rho],
      ['f32', spec.epsilon],
    ),
  );
}
