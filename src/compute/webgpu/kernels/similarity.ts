import code from '../../../../shaders/similarity/similarity.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import { MEASURES, SUMS_OF, SUMS_WIDTH, type SimilaritySpec } from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernels = MEASURES.map(
  (name, measure) =>
    new Kernel('similarity', code, {
      workgroupSize: WORKGROUP_SIZE,
      measure,
      width: SUMS_WIDTH[SUMS_OF[name]],
    }),
);

/** See `shaders/similarity/similarity.wgsl`. */
export function similarity(scope: Scope, spec: SimilaritySpec): Operation {
  return kernels[MEASURES.indexOf(spec.measure)]!.prepare(
    scope as GpuScope,
    gridFor(spec.tile * spec.columns, WORKGROUP_SIZE),
    [spec.rows, spec.sums, spec.statistics, spec.out],
    uniforms(
      ['u32', spec.tile],
      ['u32', spec.columns],
      ['f32', spec.features],
      ['f32', spec.shrinkage],
      ['f32', spec.minSupport],
      ['f32', spec.significance],
      ['f32', spec.amplification],
      ['f32', spec.alpha],
      ['f32', spec.beta],
      ['u32', Number(spec.candidates)],
    ),
  );
}
