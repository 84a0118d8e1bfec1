import type { Operation, Scope } from '../backend';
import { NO_DEVIATION, type SlopePredictSpec } from '../contracts/models';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/models/slope-predict.wgsl`. */
export function slopePredict(_scope: Scope, spec: SlopePredictSpec): Operation {
  const { capacity, itemCount } = spec;
  const [users, items, means, deviations, out] = [
    dataOf(spec.users),
    dataOf(spec.items),
    dataOf(spec.means),
    dataOf(spec.deviations),
    dataOf(spec.out),
  ];
  const [offsets, indices] = [dataOf(spec.byUser.offsets), dataOf(spec.byUser.indices)];
  return new CpuOperation('slopePredict', () => {
    for (let pair = 0; pair < capacity; pair++) {
      const user = users[pair]!;
      const start = items[pair]! * itemCount;
      let [sum, count] = [0, 0];
      for (let p = offsets[user]!; p < offsets[user + 1]!; p++) {
        const deviation = deviations[start + indices[p]!]!;
        if (deviation >= NO_DEVIATION / 3) continue;
        sum += deviation;
        count++;
      }
      out[pair] = means[user]! + (count > 0 ? sum / count : 0);
    }
  });
}
