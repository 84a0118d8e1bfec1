import type { Operation, Scope } from '../backend';
import { NO_ITEM, type MaskSeenSpec } from '../contracts/select';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/select/mask-seen.wgsl`. */
export function maskSeen(_scope: Scope, spec: MaskSeenSpec): Operation {
  const { rows, columns } = spec;
  const [scores, users] = [dataOf(spec.scores), dataOf(spec.users)];
  const [offsets, indices] = [dataOf(spec.seen.offsets), dataOf(spec.seen.indices)];
  return new CpuOperation('maskSeen', () => {
    for (let row = 0; row < rows; row++) {
      const user = users[row]!;
      if (user === NO_ITEM) continue;
      for (let i = offsets[user]!; i < offsets[user + 1]!; i++)
        scores[row * columns + indices[i]!] = -Infinity;
    }
  });
}
