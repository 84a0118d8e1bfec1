import type { Operation, Scope } from '../backend';
import { NO_ITEM, RANKING_SUMS, type RankingMetricsSpec } from '../contracts/select';
import { CpuOperation, dataOf } from './tensor';

/** Sums in f64, each rounded once: the meaning of `shaders/select/ranking-metrics.wgsl`. */
export function rankingMetrics(_scope: Scope, spec: RankingMetricsSpec): Operation {
  const { rows, k, cutoffs } = spec;
  const [lists, users, sums] = [dataOf(spec.lists), dataOf(spec.users), dataOf(spec.sums)];
  const [offsets, indices] = [dataOf(spec.relevant.offsets), dataOf(spec.relevant.indices)];
  return new CpuOperation('rankingMetrics', () => {
    for (let row = 0; row < rows; row++) {
      const user = users[row]!;
      const relevant = user === NO_ITEM ? null : new Set(indices.subarray(offsets[user], offsets[user + 1]));
      for (let c = 0; c < cutoffs.length; c++) {
        let [hits, gain, precision, reciprocal] = [0, 0, 0, 0];
        for (let i = 0; relevant && i < cutoffs[c]!; i++) {
          if (!relevant.has(lists[row * k + i]!)) continue;
          hits++;
          gain += 1 / Math.log2(i + 2);
          precision += hits / (i + 1);
          if (hits === 1) reciprocal = 1 / (i + 1);
        }
        sums.set([hits, gain, precision, reciprocal], (row * cutoffs.length + c) * RANKING_SUMS.length);
      }
    }
  });
}
