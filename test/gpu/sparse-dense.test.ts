import { describe, expect, test } from 'vitest';
import { activate, ACTIVATIONS } from '../../src/compute/activation';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray, sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(40, 50, 0.3);
const order = Array.from({ length: 37 }, (_, i) => (i * 11) % 40);
const OFFSET = 4;

// widths at and off the block of four; a batch that ends with the epoch
describe.each([1, 4, 6, 67])('width %i', (width) => {
  const weights = noiseArray(OFFSET + host.columns * width + width, 2);
  const biasOffset = OFFSET + host.columns * width;

  test.each([...ACTIVATIONS, 'no bias'] as const)('%s', async (choice) => {
    const activation = choice === 'no bias' ? 'identity' : choice;
    const hasBias = choice !== 'no bias';
    const size = 16;
    const result = await expectAgreement(backends, host.columns + 1, 1, (backend, scope) => {
      const out = scope.upload(new Float32Array(size * width).fill(9), 'out');
      const spec = {
        ...uploadMatrix(scope, host),
        batch: uploadBatch(scope, order, size, { first: 32 }),
        weights: scope.upload(weights, 'weights'),
        weightsOffset: OFFSET,
        biasOffset: hasBias ? biasOffset : null,
        width,
        out,
        activation,
      };
      return { operations: [backend.kernels.sparseDense(scope, spec)], out };
    });
    for (let r = 0; r < size; r++) {
      const row = order[32 + r];
      for (let j = 0; j < width; j++) {
        let z = hasBias ? weights[biasOffset + j]! : 0;
        if (row !== undefined)
          for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++)
            z += host.values[p]! * weights[OFFSET + host.indices[p]! * width + j]!;
        expect(result[r * width + j]).toBeCloseTo(row === undefined ? 0 : activate(activation, z), 5);
      }
    }
  });
});
