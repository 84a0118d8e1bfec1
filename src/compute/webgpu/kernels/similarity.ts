import code from '../../../../shaders/similarity/similarity.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import {
  MEASURES,
  SUMS_OF,
  SUMS_WIDTH,
  type CoRatedSums,
  type MeasureName,
  type SimilaritySpec,
} from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernelOf = (name: MeasureName, kind: CoRatedSums) =>
  new Kernel('similarity', code, {
    workgroupSize: WORKGROUP_SIZE,
    measure: MEASURES.indexOf(name),
    width: SUMS_WIDTH[kind],
    dot: Number(kind === 'dot'),
  });
const kernels = MEASURES.map((name) => kernelOf(name, SUMS_OF[name]));
const ofDots = MEASURES.map((name) => (SUMS_OF[name] === 'product' ? kernelOf(name, 'dot') : null));

/** See `shaders/similarity/similarity.wgsl`. */
export function similarity(scope: Scope, spec: SimilaritySpec): Operation {
  const choice = spec.kind === 'dot' ? ofDots : kernels;
  return choice[MEASURES.indexOf(spec.measure)]!.prepare(
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
