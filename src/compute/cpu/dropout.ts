import type { Operation, Scope } from '../backend';
import type { DropoutSpec } from '../contracts';
import { Random } from '../random';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/dropout.wgsl`: the same mask bits. */
export function dropout(_scope: Scope, spec: DropoutSpec): Operation {
  const rows = new BatchRows(spec.batch);
  const [a, out] = [dataOf(spec.a), dataOf(spec.out)];
  // As the shader sees them
  const [rate, scale] = [Math.fround(spec.rate), Math.fround(1 / (1 - spec.rate))];
  return new CpuOperation('dropout', () => {
    const random = new Random(spec.seed, spec.stream, rows.stepOfRun);
    for (let i = 0; i < spec.count; i++) out[i] = random.uniform() >= rate ? a[i]! * scale : 0;
  });
}
