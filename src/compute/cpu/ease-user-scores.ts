import type { Operation, Scope } from '../backend';
import type { EaseUserScoresSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, rounded once: the meaning of `shaders/models/ease-user-scores.wgsl`. */
export function easeUserScores(_scope: Scope, spec: EaseUserScoresSpec): Operation {
  const { tile, items, userCount } = spec;
  const [users, inverse, scale, out] = [
    dataOf(spec.users),
    dataOf(spec.inverse),
    dataOf(spec.scale),
    dataOf(spec.out),
  ];
  const [offsets, indices] = [dataOf(spec.byItem.offsets), dataOf(spec.byItem.indices)];
  return new CpuOperation('easeUserScores', () => {
    for (let t = 0; t < tile; t++) {
      const user = users[t]!;
      const row = user * userCount;
      for (let item = 0; item < items; item++) {
        let [sum, own] = [0, 0];
        for (let p = offsets[item]!; p < offsets[item + 1]!; p++) {
          sum += inverse[row + indices[p]!]!;
          if (indices[p] === user) own = 1;
        }
        out[t * items + item] = own + scale[item]! * sum;
      }
    }
  });
}
