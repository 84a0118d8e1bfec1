import type { Operation, Scope } from '../backend';
import type { BatchNormGradientSpec } from '../contracts';
import { BATCH_NORM_EPSILON } from '../contracts/normalisation';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/batch-norm-gradient.wgsl`. */
export function batchNormGradient(_scope: Scope, spec: BatchNormGradientSpec): Operation {
  const { width, perRow, scaleOffset, shiftOffset } = spec;
  const batch = new BatchRows(spec.batch);
  const [gradient, normal, statistics] = [
    dataOf(spec.gradient),
    dataOf(spec.normal),
    dataOf(spec.statistics),
  ];
  const [parameters, gradients, out] = [dataOf(spec.parameters), dataOf(spec.gradients), dataOf(spec.out)];
  return new CpuOperation('batchNormGradient', () => {
    const rows = batch.count * perRow;
    out.fill(0, rows * width, spec.batch.size * perRow * width);
    for (let c = 0; c < width; c++) {
      const slope = parameters[scaleOffset + c]! / Math.sqrt(statistics[width + c]! + BATCH_NORM_EPSILON);
      const [ofShift, ofScale] = [gradients[shiftOffset + c]!, gradients[scaleOffset + c]!];
      for (let i = c; i < rows * width; i += width)
        out[i] = slope * (gradient[i]! - (ofShift + normal[i]! * ofScale) / rows);
    }
  });
}
