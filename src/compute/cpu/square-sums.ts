import type { Operation, Scope } from '../backend';
import type { SquareSumsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/square-sums.wgsl`. */
export function squareSums(_scope: Scope, spec: SquareSumsSpec): Operation {
  const { count, parts, outOffset = 0 } = spec;
  const [values, out] = [dataOf(spec.values), dataOf(spec.out)];
  return new CpuOperation('squareSums', () => {
    for (let j = 0; j < parts; j++) {
      let sum = 0;
      for (let i = j; i < count; i += parts) sum += values[i]! * values[i]!;
      out[outOffset + j] = sum;
    }
  });
}
