import type { Operation, Scope } from '../backend';
import type { SegmentSumsSpec } from '../contracts';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/segment-sums.wgsl`. */
export function segmentSums(_scope: Scope, spec: SegmentSumsSpec): Operation {
  const { ids, sorted, values: gradient, width } = spec;
  const out = dataOf(spec.out);
  return new CpuOperation('segmentSums', () => {
    out.fill(0, 0, spec.rows * width);
    forTouchedRows({ ids, sorted, gradient, width }, (row, sums) => out.set(sums, row * width));
  });
}
