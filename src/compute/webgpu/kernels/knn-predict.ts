import code from '../../../../shaders/similarity/knn-predict.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { KnnPredictSpec } from '../../contracts/similarity';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('knnPredict', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/similarity/knn-predict.wgsl`. */
export function knnPredict(scope: Scope, spec: KnnPredictSpec): Operation {
  const { lists } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(spec.capacity, WORKGROUP_SIZE),
    [
      spec.similarities,
      lists.offsets,
      lists.indices,
      lists.values,
      spec.pairs,
      spec.cursor,
      spec.out,
      spec.found,
    ],
    uniforms(['u32', spec.columns], ['u32', spec.neighbours]),
  );
}
