import { describe, expect, test } from 'vitest';
import { activate, type Activation } from '../../src/compute/activation';
import type { Backend } from '../../src/compute/backend';
import { SAMPLED_SLOTS } from '../../src/compute/contracts/nn';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(12, 90, 0.6);
const order = Array.from({ length: 11 }, (_, i) => (i * 5) % 12);
const [size, first, entriesPerRow] = [4, 8, 50];
const z = Float64Array.from(noiseArray(host.indices.length, 6));

/** Σ e² over the batch in f64. */
function total(logits: Float64Array, activation: Activation): number {
  let sum = 0;
  for (const row of order.slice(first, first + size))
    for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++)
      sum += (activate(activation, logits[p]!) - host.values[p]!) ** 2;
  return sum;
}

describe.each(['identity', 'sigmoid'] as const)('%s', (activation) => {
  const run = (what: 'values' | 'partials') => (backend: Backend, scope: ReturnType<Backend['scope']>) => {
    const { matrix, values: targets } = uploadMatrix(scope, host);
    const values = scope.upload(
      Float32Array.from(z, (value) => activate(activation, value)),
      'values',
    );
    const partials = scope.tensor('f32', size * SAMPLED_SLOTS, 'partials');
    const batch = uploadBatch(scope, order, size, { first });
    const spec = { batch, matrix, targets, values, activation, entriesPerRow, partials };
    return { operations: [backend.kernels.sampledLoss(scope, spec)], out: { values, partials }[what] };
  };

  test('the gradient is that of the mean squared error, by central differences in f64', async () => {
    const gradient = await expectAgreement(backends, 1, 1, run('values'));
    const rows = Math.min(size, order.length - first);
    for (const row of order.slice(first, first + size))
      for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p += 7) {
        const h = 1e-5;
        const [up, down] = [z.slice(), z.slice()];
        up[p]! += h;
        down[p]! -= h;
        const expected = (total(up, activation) - total(down, activation)) / (2 * h) / (rows * entriesPerRow);
        expect(gradient[p]).toBeCloseTo(expected, 6);
      }
  });

  test('the partial sums add up to the sum of squared errors', async () => {
    const partials = await expectAgreement(backends, 2, 4, run('partials'));
    expect(Float64Array.from(partials).reduce((sum, value) => sum + value, 0)).toBeCloseTo(
      total(z, activation),
      3,
    );
  });
});
