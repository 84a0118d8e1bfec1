import type { Operation, Scope } from '../backend';
import type { AttentionMixSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/attention-mix.wgsl`. */
export function attentionMix(_scope: Scope, spec: AttentionMixSpec): Operation {
  const { values, out, size, steps, heads, width, transposed = false } = spec;
  const [weights, v, begins] = [dataOf(spec.weights), dataOf(values.tensor), dataOf(spec.begins)];
  const target = dataOf(out.tensor);
  const sums = new Float64Array(width);
  return new CpuOperation('attentionMix', () => {
    for (let row = 0; row < size * steps; row++) {
      const [own, b] = [Math.floor(row / size), row % size];
      for (let head = 0; head < heads; head++) {
        sums.fill(0);
        for (let t = transposed ? own : begins[row]!; transposed ? t < steps : t <= own; t++) {
          const other = t * size + b;
          if (transposed && begins[other]! > own) break;
          const weight =
            weights[((transposed ? other : row) * heads + head) * steps + (transposed ? own : t)]!;
          const from = other * values.stride + values.column + head * width;
          for (let c = 0; c < width; c++) sums[c]! += weight * v[from + c]!;
        }
        target.set(sums, row * out.stride + out.column + head * width);
      }
    }
  });
}
