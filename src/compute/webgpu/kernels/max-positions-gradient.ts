import code from '../../../../shaders/nn/max-positions-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { MaxPositionsGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('maxPositionsGradient', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/max-positions-gradient.wgsl`. */
export function maxPositionsGradient(scope: Scope, spec: MaxPositionsGradientSpec): Operation {
  const { gradient, gradientStride, gradientColumn, where, size, positions, width, out } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(positions * size * width, WORKGROUP_SIZE),
    [gradient, where, out],
    uniforms(
      ...[size, positions, width, gradientStride, gradientColumn].map((value) => ['u32', value] as const),
    ),
  );
}
