import type { Operation, Scope } from '../backend';
import type { RanksSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/select/ranks.wgsl`. */
export function ranks(_scope: Scope, spec: RanksSpec): Operation {
  const { rows, columns, width } = spec;
  const [scores, targets, out] = [dataOf(spec.scores), dataOf(spec.targets), dataOf(spec.ranks)];
  return new CpuOperation('ranks', () => {
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      for (let at = row * width; at < (row + 1) * width; at++) {
        const target = targets[at]!;
        let rank = 0;
        if (target > -Infinity) {
          let [greater, equal] = [0, 0];
          for (let i = start; i < start + columns; i++) {
            const score = scores[i]!;
            if (score > target) greater++;
            else if (score === target) equal++;
          }
          rank = 1 + greater + (equal - 1) / 2;
        }
        out[at] = rank;
      }
    }
  });
}
