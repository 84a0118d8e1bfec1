import type { Operation, Scope } from '../backend';
import type { RowDotsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/nn/row-dots.wgsl`. */
export function rowDots(_scope: Scope, spec: RowDotsSpec): Operation {
  const { rows, width } = spec;
  const [a, b, bias, out] = [dataOf(spec.a), dataOf(spec.b), dataOf(spec.bias), dataOf(spec.out)];
  return new CpuOperation('rowDots', () => {
    for (let r = 0; r < rows; r++) {
      let sum = bias[r]!;
      for (let k = r * width; k < (r + 1) * width; k++) sum += a[k]! * b[k]!;
      out[r] = sum;
    }
  });
}
