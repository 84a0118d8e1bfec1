import code from '../../../../shaders/nn/segment-sums.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { SegmentSumsSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('segmentSums', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/segment-sums.wgsl`. */
export function segmentSums(
  scope: Scope,
  { ids, sorted, values, rows, width, out }: SegmentSumsSpec,
): Operation {
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * width, WORKGROUP_SIZE),
    [ids, sorted, values.tensor, out],
    uniforms(
      ['u32', ids.length],
      ['u32', rows],
      ['u32', width],
      ['u32', values.stride],
      ['u32', values.column],
    ),
  );
}
