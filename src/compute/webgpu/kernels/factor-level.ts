import code from '../../../../shaders/nn/factor-level.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { FactorLevelSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

/** Small, since a level has a few hundred ratings: they should spread over the device. */
const WORKGROUP_SIZE = 16;
const kernel = new Kernel('factorLevel', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/factor-level.wgsl`. */
export function factorLevel(scope: Scope, spec: FactorLevelSpec): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.widest, WORKGROUP_SIZE),
    [spec.plan, spec.pairs, spec.ratings, spec.users, spec.items, spec.errors],
    uniforms(
      ['u32', spec.factors],
      ['f32', spec.mean],
      ['f32', spec.learningRate],
      ['f32', spec.regularization],
    ),
  );
}
