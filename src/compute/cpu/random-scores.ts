import type { Operation, Scope } from '../backend';
import type { RandomScoresSpec } from '../contracts';
import { Random } from '../random';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/random/random-scores.wgsl`. */
export function randomScores(_scope: Scope, spec: RandomScoresSpec): Operation {
  const { rows, columns, seed, stream } = spec;
  const [users, out] = [dataOf(spec.users), dataOf(spec.out)];
  return new CpuOperation('randomScores', () => {
    for (let row = 0; row < rows; row++) {
      new Random(seed, stream, users[row]).fillUniform(out.subarray(row * columns, (row + 1) * columns));
    }
  });
}
