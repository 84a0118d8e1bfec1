import code from '../../../../shaders/models/ease-weights.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { EaseWeightsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import { sequence, type GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const diagonalKernel = new Kernel('easeDiagonal', code, { workgroupSize: WORKGROUP_SIZE });
const weightsKernel = new Kernel('easeWeights', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/ease-weights.wgsl`. */
export function easeWeights(scope: Scope, { matrix, n, diagonal }: EaseWeightsSpec): Operation {
  const bindings = [matrix, diagonal];
  const shape = uniforms(['u32', n]);
  return sequence('easeWeights', [
    diagonalKernel.prepare(scope as GpuScope, gridFor(n, WORKGROUP_SIZE), bindings, shape),
    weightsKernel.prepare(scope as GpuScope, gridFor(n * n, WORKGROUP_SIZE), bindings, shape),
  ]);
}
