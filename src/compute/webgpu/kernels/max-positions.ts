import code from '../../../../shaders/nn/max-positions.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { MaxPositionsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('maxPositions', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/max-positions.wgsl`. */
export function maxPositions(scope: Scope, spec: MaxPositionsSpec): Operation {
  const { a, size, positions, width, out, outStride, outColumn, where } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(size * width, WORKGROUP_SIZE),
    [a, out, where],
    uniforms(...[size, positions, width, outStride, outColumn].map((value) => ['u32', value] as const)),
  );
}
