import type { Operation, Scope } from '../backend';
import type { AttentionWeightsGradientSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/attention-weights-gradient.wgsl`. */
export function attentionWeightsGradient(_scope: Scope, spec: AttentionWeightsGradientSpec): Operation {
  const { values, gradient, size, steps, heads, width } = spec;
  const [weights, v, g] = [dataOf(spec.weights), dataOf(values.tensor), dataOf(gradient.tensor)];
  const [begins, out] = [dataOf(spec.begins), dataOf(spec.out)];
  const slopes = new Float64Array(steps);
  return new CpuOperation('attentionWeightsGradient', () => {
    for (let row = 0; row < size * steps; row++) {
      const [own, b, begin] = [Math.floor(row / size), row % size, begins[row]!];
      for (let head = 0; head < heads; head++) {
        const mine = row * gradient.stride + gradient.column + head * width;
        const first = (row * heads + head) * steps;
        let mean = 0;
        for (let j = begin; j <= own; j++) {
          const other = (j * size + b) * values.stride + values.column + head * width;
          let sum = 0;
          for (let c = 0; c < width; c++) sum += g[mine + c]! * v[other + c]!;
          slopes[j] = sum;
          mean += weights[first + j]! * sum;
        }
        out.fill(0, first, first + steps);
        for (let j = begin; j <= own; j++)
          out[first + j] = (weights[first + j]! * (slopes[j]! - mean)) / Math.sqrt(width);
      }
    }
  });
}
