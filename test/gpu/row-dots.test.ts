import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [65, 33],
])('%i rows of %i', async (rows, width) => {
  const [a, b, bias] = [noiseArray(rows * width), noiseArray(rows * width, 1), noiseArray(rows, 2)];
  const result = await expectAgreement(backends, width + 1, 1, (backend, scope) => {
    const out = scope.tensor('f32', rows, 'out');
    const spec = {
      a: scope.upload(a, 'a'),
      b: scope.upload(b, 'b'),
      bias: scope.upload(bias, 'bias'),
      rows,
      width,
      out,
    };
    return { operations: [backend.kernels.rowDots(scope, spec)], out };
  });
  for (let r = 0; r < rows; r++) {
    let sum = bias[r]!;
    for (let k = 0; k < width; k++) sum += a[r * width + k]! * b[r * width + k]!;
    expect(result[r]).toBeCloseTo(sum, 5);
  }
});
