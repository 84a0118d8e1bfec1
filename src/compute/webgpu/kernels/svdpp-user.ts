import code from '../../../../shaders/models/svdpp-user.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SvdppUserSpec } from '../../contracts';
import { Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const kernel = new Kernel('svdppUser', code);

/** See `shaders/models/svdpp-user.wgsl`. */
export function svdppUser(scope: Scope, spec: SvdppUserSpec): Operation {
  const moving = scope.tensor('f32', 2 * spec.factors, 'moving sums of SVD++');
  return kernel.prepare(
    scope as GpuScope,
    [1],
    [spec.plan, spec.pairs, spec.ratings, spec.users, spec.items, spec.history, spec.errors, moving],
    uniforms(
      ['u32', spec.factors],
      ['f32', spec.mean],
      ['f32', spec.learningRate],
      ['f32', spec.regularization],
    ),
  );
}
