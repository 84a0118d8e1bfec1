import type { Operation, Scope } from '../backend';
import { NO_ITEM, type GatherScoresSpec } from '../contracts/select';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/select/gather-scores.wgsl`. */
export function gatherScores(_scope: Scope, spec: GatherScoresSpec): Operation {
  const { rows, columns, width } = spec;
  const [scores, users, out] = [dataOf(spec.scores), dataOf(spec.users), dataOf(spec.out)];
  const [offsets, indices] = [dataOf(spec.listed.offsets), dataOf(spec.listed.indices)];
  return new CpuOperation('gatherScores', () => {
    out.fill(-Infinity, 0, rows * width);
    for (let row = 0; row < rows; row++) {
      const user = users[row]!;
      if (user === NO_ITEM) continue;
      const start = offsets[user]!;
      const count = Math.min(width, offsets[user + 1]! - start);
      for (let j = 0; j < count; j++) out[row * width + j] = scores[row * columns + indices[start + j]!]!;
    }
  });
}
