import type { Operation, Scope } from '../backend';
import type { SumLossSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/sum-loss.wgsl`. */
export function sumLoss(_scope: Scope, spec: SumLossSpec): Operation {
  const rows = new BatchRows(spec.batch);
  const [partials, losses] = [dataOf(spec.partials), dataOf(spec.losses)];
  return new CpuOperation('sumLoss', () => {
    let sum = 0;
    for (const partial of partials) sum += partial;
    losses[rows.stepOfEpoch] = sum;
  });
}
