import type { Operation, Scope } from '../backend';
import type { SamplePairsSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { below, keyOf, philox, streamOf } from '../random';
import { BatchRows } from './batch-rows';
import { CpuOperation, dataOf } from './tensor';

const ATTEMPTS = 64;

/** The meaning of `shaders/nn/sample-pairs.wgsl`: the same items. */
export function samplePairs(_scope: Scope, spec: SamplePairsSpec): Operation {
  const { group, seen, sampling } = spec;
  const rows = new BatchRows(spec.batch);
  const [pairs, users, items] = [dataOf(spec.pairs), dataOf(spec.users), dataOf(spec.items)];
  const [offsets, indices] = [dataOf(seen.offsets), dataOf(seen.indices)];
  const [low, high] = keyOf(spec.seed);
  const stream = streamOf('sampled pairs');
  const words = new Uint32Array(4);
  const hasSeen = (user: number, item: number) => {
    let [from, to] = [offsets[user]!, offsets[user + 1]!];
    const end = to;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (indices[middle]! < item) from = middle + 1;
      else to = middle;
    }
    return from < end && indices[from] === item;
  };
  const drawn = spec.drawn && dataOf(spec.drawn);
  const draw = (bits: number) => {
    if (sampling === 'popularity') return pairs[2 * below(bits, pairs.length / 2) + 1]!;
    return drawn ? drawn[below(bits, drawn.length)]! : below(bits, seen.columns);
  };
  return new CpuOperation('samplePairs', () => {
    for (let row = 0; row < users.length; row++) {
      const position = Math.floor(row / group);
      if (position >= rows.count) {
        users[row] = items[row] = NO_ROW;
        continue;
      }
      const pair = 2 * rows.row(position);
      const user = pairs[pair]!;
      let item = pairs[pair + 1]!;
      if (row % group !== 0) {
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
          if (attempt % 4 === 0) philox(words, row, rows.stepOfRun, stream, attempt / 4, low, high);
          item = draw(words[attempt % 4]!);
          if (!hasSeen(user, item)) break;
        }
      }
      users[row] = user;
      items[row] = item;
    }
  });
}
