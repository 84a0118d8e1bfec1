import type { Operation, Scope } from '../backend';
import type { LayerNormGradientSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/layer-norm-gradient.wgsl`. */
export function layerNormGradient(_scope: Scope, spec: LayerNormGradientSpec): Operation {
  const { rows, width, scaleOffset } = spec;
  const [gradient, parameters, precision] = [
    dataOf(spec.gradient),
    dataOf(spec.parameters),
    dataOf(spec.precision),
  ];
  const [normal, out] = [dataOf(spec.normal), dataOf(spec.out)];
  const add = spec.add && dataOf(spec.add);
  return new CpuOperation('layerNormGradient', () => {
    for (let row = 0; row < rows; row++) {
      const first = row * width;
      let [mean, along] = [0, 0];
      for (let c = 0; c < width; c++) {
        const d = gradient[first + c]! * parameters[scaleOffset + c]!;
        mean += d;
        along += d * normal[first + c]!;
      }
      mean /= width;
      along /= width;
      for (let c = 0; c < width; c++) {
        const n = normal[first + c]!;
        const d = gradient[first + c]! * parameters[scaleOffset + c]!;
        out[first + c] = (d - mean - n * along) * precision[row]! + (add ? add[first + c]! : 0);
        normal[first + c] = gradient[first + c]! * n;
      }
    }
  });
}
