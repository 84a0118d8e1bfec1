import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import code from '../../../../shaders/optim/clip-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { ClipGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('clipGradient', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/clip-gradient.wgsl`. */
export function clipGradient(scope: Scope, spec: ClipGradientSpec): Operation {
  const { batch, squares, limit, gradient, rows, width } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * width, WORKGROUP_SIZE),
    [batch.tensor, squares, gradient.tensor],
    uniforms(
      ['u32', rows],
      ['u32', width],
      ['u32', gradient.stride],
      ['u32', gradient.column],
      ['f32', limit],
    ),
  );
}
