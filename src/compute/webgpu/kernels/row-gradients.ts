import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import code from '../../../../shaders/optim/row-gradients.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RowGradientsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('rowGradients', rowsCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/row-gradients.wgsl`. */
export function rowGradients(
  scope: Scope,
  { ids, sorted, gradient, width, out }: RowGradientsSpec,
): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(ids.length * width, WORKGROUP_SIZE),
    [ids, sorted, gradient.tensor, out],
    uniforms(['u32', ids.length], ['u32', width], ['u32', gradient.stride], ['u32', gradient.column]),
  );
}
