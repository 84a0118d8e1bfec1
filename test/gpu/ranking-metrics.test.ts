import { expect, test } from 'vitest';
import { NO_ITEM, RANKING_SUMS } from '../../src/compute/contracts/select';
import { bothBackends, F32_EPSILON } from './backends';
import { randomCsr, uploadCsr } from './csr';

const backends = bothBackends();

test.each([
  [1, 1, [1]],
  [70, 20, [1, 5, 20]],
  [9, 300, [10, 300]],
])('%i rows, lists of %i, cutoffs %j', async (rows, k, cutoffs) => {
  const [userCount, items] = [50, 400];
  const relevant = randomCsr(userCount, items, 0.05);
  const users = Uint32Array.from({ length: rows }, (_, i) => (i % 8 === 7 ? NO_ITEM : (i * 3) % userCount));
  // distinct items in a scattered order; every fourth list is short
  const lists = Uint32Array.from({ length: rows * k }, (_, at) => {
    const [row, i] = [Math.floor(at / k), at % k];
    return row % 4 === 3 && i >= k / 2 ? NO_ITEM : ((i + row) * 37) % items;
  });
  const expected = Float64Array.from({ length: rows * cutoffs.length * 4 }, (_, at) => {
    const row = Math.floor(at / (4 * cutoffs.length));
    if (users[row] === NO_ITEM) return 0;
    const list = [...lists.subarray(row * k, row * k + cutoffs[Math.floor(at / 4) % cutoffs.length]!)];
    const ranksOfHits = list.flatMap((item, i) => (relevant.row(users[row]!).includes(item) ? [i + 1] : []));
    return [
      ranksOfHits.length,
      ranksOfHits.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0),
      ranksOfHits.reduce((sum, rank, i) => sum + (i + 1) / rank, 0),
      ranksOfHits.length ? 1 / ranksOfHits[0]! : 0,
    ][at % 4]!;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const sums = scope.tensor('f32', expected.length, 'sums');
    const spec = {
      lists: scope.upload(lists, 'lists'),
      rows,
      k,
      users: scope.upload(users, 'users'),
      relevant: uploadCsr(scope, relevant),
      cutoffs,
      sums,
    };
    backend.run([backend.kernels.rankingMetrics(scope, spec)]);
    const result = await backend.read(sums);
    scope.dispose();
    result.forEach((value, at) => {
      const isCount = RANKING_SUMS[at % 4] === 'hits';
      // at most k terms of at most 1, each with a division and (WGSL: 3 ulp) a logarithm
      const bound = isCount ? 0 : (k + 8) * F32_EPSILON * (1 + expected[at]!);
      expect(Math.abs(value - expected[at]!)).toBeLessThanOrEqual(bound);
    });
  }
});
