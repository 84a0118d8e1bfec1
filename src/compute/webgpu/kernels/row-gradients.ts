import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import code from '../../../../shaders/optim/row-gradients.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RowGradientsSpec } from '../../contracts';
import { gridFor, uniforms } from '../kernel';
import { laneKernels, lanesFor } from '../lanes';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = laneKernels('rowGradients', rowsCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/optim/row-gradients.wgsl`. */
export function rowGradients(
  scope: Scope,
  { ids, sorted, gradient, width, out }: RowGradientsSpec,
): Operation {
  const lanes = lanesFor([width, gradient.stride, gradient.column]);
  return kernels[lanes].prepare(
    scope as GpuScope,
    gridFor((ids.length * width) / lanes, WORKGROUP_SIZE),
    [ids, sorted, gradient.tensor, out],
    uniforms(
      ['u32', ids.length],
      ...[width, gradient.stride, gradient.column].map((size) => ['u32', size / lanes] as const),
    ),
  );
}
