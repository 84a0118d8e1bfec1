import code from '../../../../shaders/models/slim-columns.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SlimColumnsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('slimColumns', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/slim-columns.wgsl`. */
export function slimColumns(scope: Scope, spec: SlimColumnsSpec): Operation {
  const { tile, items } = spec;
  const listed = scope.tensor('u32', items * tile, 'coordinates that are not zero');
  return kernel.prepare(
    scope as GpuScope,
    gridFor(tile, WORKGROUP_SIZE),
    [spec.columns, spec.gram, spec.weights, listed],
    uniforms(
      ['u32', tile],
      ['u32', items],
      ['f32', spec.l1],
      ['f32', spec.l2],
      ['u32', spec.sweeps],
      ['f32', spec.tolerance],
    ),
  );
}
