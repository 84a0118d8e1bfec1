import type { Operation, Scope } from '../backend';
import type { BatchNormSpec } from '../contracts';
import { BATCH_NORM_EPSILON } from '../contracts/normalisation';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/batch-norm.wgsl`. */
export function batchNorm(_scope: Scope, spec: BatchNormSpec): Operation {
  const { rows, width, meanOffset, varianceOffset, scaleOffset, shiftOffset } = spec;
  const [a, statistics, parameters] = [dataOf(spec.a), dataOf(spec.statistics), dataOf(spec.parameters)];
  const [normal, out] = [dataOf(spec.normal), dataOf(spec.out)];
  return new CpuOperation('batchNorm', () => {
    for (let c = 0; c < width; c++) {
      const mean = statistics[meanOffset + c]!;
      const precision = 1 / Math.sqrt(statistics[varianceOffset + c]! + BATCH_NORM_EPSILON);
      const [scale, shift] = [parameters[scaleOffset + c]!, parameters[shiftOffset + c]!];
      for (let i = c; i < rows * width; i += width) {
        const value = (a[i]! - mean) * precision;
        normal[i] = value;
        out[i] = value * scale + shift;
      }
    }
  });
}
