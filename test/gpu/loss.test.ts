import { describe, expect, test } from 'vitest';
import { activate, type Activation } from '../../src/compute/activation';
import type { Backend } from '../../src/compute/backend';
import { lossPartials, type PointwiseLoss } from '../../src/compute/contracts/nn';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, uploadBatch } from './fixtures';

const backends = bothBackends();

function lossOf(kind: PointwiseLoss, activation: Activation, z: number, t: number): number {
  return kind === 'mse' ? (activate(activation, z) - t) ** 2 : Math.log1p(Math.exp(z)) - t * z;
}

describe.each([
  ['mse', 'identity'],
  ['mse', 'tanh'],
  ['bce', 'identity'],
] as const)('%s through %s', (kind, activation) => {
  // one column as for pairs, and more elements than partial sums; 5 of 8 rows live
  describe.each([1, 1000])('%i columns', (columns) => {
    const [size, live] = [8, 5];
    const z = noiseArray(size * columns, 1).map((value) => 8 * value);
    const targets = noiseArray(size * columns, 2).map((value) =>
      kind === 'bce' ? Number(value > 0) : value,
    );
    const run = (what: 'values' | 'partials') => (backend: Backend, scope: ReturnType<Backend['scope']>) => {
      const values = scope.upload(
        z.map((value) => (kind === 'mse' ? activate(activation, value) : value)),
        'values',
      );
      const partials = scope.tensor('f32', lossPartials(size * columns), 'partials');
      const spec = {
        kind,
        activation,
        batch: uploadBatch(
          scope,
          Array.from({ length: live }, (_, i) => i),
          size,
        ),
        columns,
        targets: scope.upload(targets, 'targets'),
        values,
        partials,
      };
      return { operations: [backend.kernels.loss(scope, spec)], out: { values, partials }[what] };
    };

    test('gradient by central differences in f64, 0 beyond the batch', async () => {
      const gradient = await expectAgreement(backends, 1, 20, run('values'));
      const h = 1e-5;
      for (let i = 0; i < size * columns; i++) {
        const [up, down] = [z[i]! + h, z[i]! - h].map((x) => lossOf(kind, activation, x, targets[i]!));
        const expected = i < live * columns ? (up! - down!) / (2 * h) / (live * columns) : 0;
        expect(Math.abs(gradient[i]! - expected)).toBeLessThan(2e-6);
      }
    });

    test('the partial sums add up to the sum of losses', async () => {
      const partials = await expectAgreement(backends, 2, 100, run('partials'));
      let expected = 0;
      for (let i = 0; i < live * columns; i++) expected += lossOf(kind, activation, z[i]!, targets[i]!);
      expect(Float64Array.from(partials).reduce((sum, value) => sum + value, 0) / expected).toBeCloseTo(1, 5);
    });
  });
});
