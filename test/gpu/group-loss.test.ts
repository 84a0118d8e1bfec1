import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { GROUP_LOSSES, type GroupLoss } from '../../src/compute/contracts/nn';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();
const [size, live] = [70, 67];

function lossOf(kind: GroupLoss, scores: readonly number[]): number {
  const [known, ...others] = scores as [number, ...number[]];
  if (kind === 'softmax') return Math.log(scores.reduce((sum, x) => sum + Math.exp(x), 0)) - known;
  const each = others.map((x) =>
    kind === 'bpr' ? Math.log1p(Math.exp(x - known)) : Math.max(0, 1 - known + x),
  );
  return each.reduce((sum, loss) => sum + loss, 0) / others.length;
}

describe.each(GROUP_LOSSES)('%s', (kind) => {
  test.each([2, 5])('in groups of %i, by central differences in f64', async (group) => {
    const scores = noiseArray(size * group).map((value) => 5 * value);
    const run = (what: 'values' | 'partials') => (backend: Backend, scope: ReturnType<Backend['scope']>) => {
      const values = scope.upload(scores, 'values');
      const partials = scope.tensor('f32', size, 'partials');
      const batch = uploadBatch(
        scope,
        Array.from({ length: live }, (_, i) => i),
        size,
      );
      return {
        operations: [backend.kernels.groupLoss(scope, { kind, batch, group, values, partials })],
        out: { values, partials }[what],
      };
    };
    const gradient = await expectAgreement(backends, group, 1, run('values'));
    const losses = await expectAgreement(backends, group, 10, run('partials'));
    for (let b = 0; b < size; b++) {
      const own = [...scores.subarray(b * group, (b + 1) * group)];
      expect(losses[b]).toBeCloseTo(b < live ? lossOf(kind, own) : 0, 4);
      for (let k = 0; k < group; k++) {
        const moved = (h: number) =>
          lossOf(
            kind,
            own.map((x, j) => (j === k ? x + h : x)),
          );
        const slope = b < live ? (moved(1e-5) - moved(-1e-5)) / 2e-5 / live : 0;
        expect(Math.abs(gradient[b * group + k]! - slope)).toBeLessThan(1e-6);
      }
    }
  });
});
