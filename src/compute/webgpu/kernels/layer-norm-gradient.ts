import code from '../../../../shaders/nn/layer-norm-gradient.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { LayerNormGradientSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('layerNormGradient', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/layer-norm-gradient.wgsl`. */
export function layerNormGradient(scope: Scope, spec: LayerNormGradientSpec): Operation {
  const { gradient, parameters, scaleOffset, rows, width, normal, precision, add, out } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows, WORKGROUP_SIZE),
    [gradient, parameters, precision, add ?? gradient, normal, out],
    uniforms(['u32', rows], ['u32', width], ['u32', scaleOffset], ['u32', Number(add !== undefined)]),
  );
}
