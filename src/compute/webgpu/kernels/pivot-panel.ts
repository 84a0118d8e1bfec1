import code from '../../../../shaders/linalg/pivot-panel.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { PivotPanelSpec } from '../../contracts/linalg';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('pivotPanel', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/linalg/pivot-panel.wgsl`. */
export function pivotPanel(scope: Scope, spec: PivotPanelSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.n, WORKGROUP_SIZE),
    [spec.matrix, spec.inverse, spec.rows, spec.left],
    uniforms(['u32', spec.n], ['u32', spec.start], ['u32', spec.width]),
  );
}
