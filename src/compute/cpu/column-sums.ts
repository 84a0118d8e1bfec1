import type { Operation, Scope } from '../backend';
import type { ColumnSumsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/column-sums.wgsl`. */
export function columnSums(_scope: Scope, spec: ColumnSumsSpec): Operation {
  const { rows, columns, outOffset = 0 } = spec;
  const [a, out] = [dataOf(spec.a), dataOf(spec.out)];
  const sums = new Float64Array(columns);
  return new CpuOperation('columnSums', () => {
    sums.fill(0);
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j]! += a[i * columns + j]!;
    out.set(sums, outOffset);
  });
}
