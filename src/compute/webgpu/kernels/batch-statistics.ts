import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import momentsCode from '../../../../shaders/nn/batch-moments.wgsl?raw';
import code from '../../../../shaders/nn/batch-statistics.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { BatchStatisticsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import { sequence, type GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
/** Runs of rows that are summed side by side: a column alone would leave a device idle. */
const PARTS = 64;
const moments = new Kernel('batchMoments', batchCode + momentsCode, { workgroupSize: WORKGROUP_SIZE });
const kernel = new Kernel('batchStatistics', batchCode + code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/batch-statistics.wgsl`. */
export function batchStatistics(scope: Scope, spec: BatchStatisticsSpec): Operation {
  const { batch, a, perRow, width, out, parameters, meanOffset, varianceOffset, momentum } = spec;
  const partials = scope.tensor('f32', 2 * PARTS * width, 'batch moments');
  const shape = [
    ['u32', width],
    ['u32', perRow],
    ['u32', PARTS],
  ] as const;
  return sequence('batchStatistics', [
    moments.prepare(
      scope as GpuScope,
      gridFor(PARTS * width, WORKGROUP_SIZE),
      [batch.tensor, a, partials],
      uniforms(...shape),
    ),
    kernel.prepare(
      scope as GpuScope,
      gridFor(width, WORKGROUP_SIZE),
      [batch.tensor, partials, out, parameters],
      uniforms(...shape, ['u32', meanOffset], ['u32', varianceOffset], ['f32', momentum]),
    ),
  ]);
}
