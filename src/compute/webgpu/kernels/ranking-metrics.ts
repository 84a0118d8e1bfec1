import code from '../../../../shaders/select/ranking-metrics.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { RankingMetricsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('rankingMetrics', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/select/ranking-metrics.wgsl`. */
export function rankingMetrics(scope: Scope, spec: RankingMetricsSpec): Operation {
  const { rows, k, cutoffs, relevant } = spec;
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * cutoffs.length, WORKGROUP_SIZE),
    [
      spec.lists,
      spec.users,
      relevant.offsets,
      relevant.indices,
      scope.upload(Uint32Array.from(cutoffs), 'rankingMetrics cutoffs'),
      spec.sums,
    ],
    uniforms(['u32', rows], ['u32', k], ['u32', cutoffs.length]),
  );
}
