import type { Operation, Scope } from '../backend';
import type { BatchStatisticsSpec } from '../contracts';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/batch-statistics.wgsl`. */
export function batchStatistics(_scope: Scope, spec: BatchStatisticsSpec): Operation {
  const { width, perRow, meanOffset, varianceOffset, momentum } = spec;
  const batch = new BatchRows(spec.batch);
  const [a, out, parameters] = [dataOf(spec.a), dataOf(spec.out), dataOf(spec.parameters)];
  return new CpuOperation('batchStatistics', () => {
    const rows = batch.count * perRow;
    for (let c = 0; c < width; c++) {
      let mean = 0;
      for (let row = 0; row < rows; row++) mean += a[row * width + c]!;
      mean /= Math.max(1, rows);
      let squares = 0;
      for (let row = 0; row < rows; row++) squares += (a[row * width + c]! - mean) ** 2;
      out[c] = mean;
      out[width + c] = squares / Math.max(1, rows);
      if (rows <= 1) continue;
      const [i, j] = [meanOffset + c, varianceOffset + c];
      parameters[i] = parameters[i]! + momentum * (mean - parameters[i]!);
      parameters[j] = parameters[j]! + momentum * (squares / (rows - 1) - parameters[j]!);
    }
  });
}
