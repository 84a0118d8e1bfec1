import type { Operation, Scope } from '../backend';
import type { SumSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/sum.wgsl`. */
export function sum(_scope: Scope, spec: SumSpec): Operation {
  const [a, b, out] = [dataOf(spec.a), dataOf(spec.b), dataOf(spec.out)];
  return new CpuOperation('sum', () => {
    for (let i = 0; i < spec.count; i++) out[i] = a[i]! + b[i]!;
  });
}
