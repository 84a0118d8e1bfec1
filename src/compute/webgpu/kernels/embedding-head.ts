import batchCode from '../../../../shaders/nn/batch.wgsl?raw';
import headCode from '../../../../shaders/optim/embedding-head.wgsl?raw';
import rowsCode from '../../../../shaders/optim/embedding-rows.wgsl?raw';
import type { Operation, Scope, Tensor } from '../../backend';
import type { EmbeddingSpec } from '../../contracts';
import { gridFor, uniforms } from '../kernel';
import { laneKernels, type LaneKernels, lanesFor } from '../lanes';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;

/** A row-sparse optimiser's kernel behind what all of them share (see `shaders/optim/embedding-head.wgsl`). */
export function embeddingKernel(
  name: string,
  code: string,
  constants: Readonly<Record<string, number>> = {},
): LaneKernels {
  return laneKernels(name, batchCode + rowsCode + headCode + code, {
    workgroupSize: WORKGROUP_SIZE,
    ...constants,
  });
}

/**
 * @param memory what the optimiser remembers of the table
 * @param numbers the last three fields of the shaders' `Shape`, whatever the optimiser takes them for
 */
export function prepareEmbedding(
  kernel: LaneKernels,
  scope: Scope,
  { batch, schedule, ids, sorted, gradient, table, width, weightDecay, group = 1 }: EmbeddingSpec,
  memory: readonly Tensor<'f32'>[] = [],
  numbers: readonly [number, number, number] = [0, 0, 0],
): Operation {
  const lanes = lanesFor([width, gradient.stride, gradient.column]);
  const groups = Math.ceil(ids.length / group);
  return kernel[lanes].prepare(
    scope as GpuScope,
    gridFor((groups * width) / lanes, WORKGROUP_SIZE),
    [batch.tensor, schedule, ids, sorted, gradient.tensor, table, ...memory],
    uniforms(
      ['u32', ids.length],
      ...[width, gradient.stride, gradient.column].map((size) => ['u32', size / lanes] as const),
      ...[weightDecay, ...numbers].map((value) => ['f32', value] as const),
      ['u32', group],
      ['u32', groups],
    ),
  );
}
