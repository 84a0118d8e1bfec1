import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import headCode from '../../../../shaders/optim/embedding-head.wgsl?raw';
import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import code from '../../../../shaders/optim/embedding-sgd.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EmbeddingSgdSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('embeddingSgd', batchCode + rowsCode + headCode + code, {
  workgroupSize: WORKGROUP_SIZE,
});

/** See `shaders/optim/embedding-sgd.wgsl`. */
export function embeddingSgd(scope: Scope, spec: EmbeddingSgdSpec): Operation {
  const { batch, schedule, ids, sorted, gradient, table, width } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(ids.length * width, WORKGROUP_SIZE),
    [batch.tensor, schedule, ids, sorted, gradient.tensor, table],
    uniforms(
      ['u32', ids.length],
      ['u32', width],
      ['u32', gradient.stride],
      ['u32', gradient.column],
      ['f32', spec.weightDecay],
    ),
  );
}
