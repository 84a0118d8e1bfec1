import type { Operation, Scope } from '../backend';
import type { LayerNormSpec } from '../contracts';
import { LAYER_NORM_EPSILON } from '../contracts/sequence';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/layer-norm.wgsl`. */
export function layerNorm(_scope: Scope, spec: LayerNormSpec): Operation {
  const { rows, width, scaleOffset, shiftOffset } = spec;
  const [a, parameters, out] = [dataOf(spec.a), dataOf(spec.parameters), dataOf(spec.out)];
  const [normal, precision] = [dataOf(spec.normal), dataOf(spec.precision)];
  return new CpuOperation('layerNorm', () => {
    for (let row = 0; row < rows; row++) {
      const first = row * width;
      let mean = 0;
      for (let c = 0; c < width; c++) mean += a[first + c]!;
      mean /= width;
      let variance = 0;
      for (let c = 0; c < width; c++) variance += (a[first + c]! - mean) ** 2;
      const scale = 1 / Math.sqrt(variance / width + LAYER_NORM_EPSILON);
      precision[row] = scale;
      for (let c = 0; c < width; c++) {
        const value = (a[first + c]! - mean) * scale;
        normal[first + c] = value;
        out[first + c] = value * parameters[scaleOffset + c]! + parameters[shiftOffset + c]!;
      }
    }
  });
}
