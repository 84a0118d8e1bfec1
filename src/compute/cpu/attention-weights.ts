import type { Operation, Scope } from '../backend';
import type { AttentionWeightsSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/attention-weights.wgsl`. */
export function attentionWeights(_scope: Scope, spec: AttentionWeightsSpec): Operation {
  const { queries, keys, size, steps, heads, width } = spec;
  const [q, k] = [dataOf(queries.tensor), dataOf(keys.tensor)];
  const [begins, out] = [dataOf(spec.begins), dataOf(spec.out)];
  const scores = new Float64Array(steps);
  return new CpuOperation('attentionWeights', () => {
    for (let row = 0; row < size * steps; row++) {
      const [own, b, begin] = [Math.floor(row / size), row % size, begins[row]!];
      for (let head = 0; head < heads; head++) {
        const mine = row * queries.stride + queries.column + head * width;
        let greatest = -Infinity;
        for (let j = begin; j <= own; j++) {
          const other = (j * size + b) * keys.stride + keys.column + head * width;
          let sum = 0;
          for (let c = 0; c < width; c++) sum += q[mine + c]! * k[other + c]!;
          scores[j] = sum / Math.sqrt(width);
          greatest = Math.max(greatest, scores[j]!);
        }
        let total = 0;
        for (let j = begin; j <= own; j++) total += scores[j] = Math.exp(scores[j]! - greatest);
        const first = (row * heads + head) * steps;
        out.fill(0, first, first + steps);
        for (let j = begin; j <= own; j++) out[first + j] = scores[j]! / total;
      }
    }
  });
}
