import { describe, expect, test } from 'vitest';
import { activate } from '../../src/compute/activation';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
// rows longer than the slots that share them
const host = sparseMatrix(12, 90, 0.6);
const order = Array.from({ length: 11 }, (_, i) => (i * 5) % 12);
const size = 4;

describe.each([1, 4, 7, 64])('width %i', (width) => {
  const dense = noiseArray(size * width, 3);
  const weights = noiseArray(host.columns * (width + 1), 4);

  test.each(['identity', 'sigmoid'] as const)('%s', async (activation) => {
    const result = await expectAgreement(backends, width + 1, 1, (backend, scope) => {
      const out = scope.upload(new Float32Array(host.indices.length).fill(9), 'out');
      const spec = {
        ...uploadMatrix(scope, host),
        batch: uploadBatch(scope, order, size, { first: 8 }),
        dense: scope.upload(dense, 'dense'),
        weights: scope.upload(weights, 'weights'),
        weightsOffset: 0,
        biasOffset: host.columns * width,
        width,
        out,
        activation,
      };
      return { operations: [backend.kernels.sampledDense(scope, spec)], out };
    });
    const expected = new Float64Array(host.indices.length).fill(9);
    for (let r = 0; 8 + r < order.length && r < size; r++) {
      const row = order[8 + r]!;
      for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++) {
        const c = host.indices[p]!;
        let z = weights[host.columns * width + c]!;
        for (let j = 0; j < width; j++) z += dense[r * width + j]! * weights[c * width + j]!;
        expected[p] = activate(activation, z);
      }
    }
    expected.forEach((value, p) => expect(result[p]).toBeCloseTo(value, 5));
  });
});
