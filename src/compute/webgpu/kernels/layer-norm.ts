import code from '../../../../shaders/nn/layer-norm.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { LayerNormSpec } from '../../contracts';
import { LAYER_NORM_EPSILON } from '../../contracts/sequence';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('layerNorm', code, { workgroupSize: WORKGROUP_SIZE, epsilon: LAYER_NORM_EPSILON });

/** See `shaders/nn/layer-norm.wgsl`. */
export function layerNorm(scope: Scope, spec: LayerNormSpec): Operation {
  const { a, parameters, scaleOffset, shiftOffset, rows, width, out, normal, precision } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows, WORKGROUP_SIZE),
    [a, parameters, out, normal, precision],
    uniforms(['u32', rows], ['u32', width], ['u32', scaleOffset], ['u32', shiftOffset]),
  );
}
