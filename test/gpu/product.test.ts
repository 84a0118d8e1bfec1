import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, true],
  [33, 5, true],
  [33, 5, false],
])('%i rows of %i, with a second factor: %s', async (rows, width, multiplies) => {
  const [a, b] = [noiseArray(rows * (width + 3)), noiseArray(rows * (width + 1), 1)];
  const expected = new Float32Array(rows * (width + 2)).fill(9);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < width; c++)
      expected[r * (width + 2) + 1 + c] =
        a[r * (width + 3) + 2 + c]! * (multiplies ? b[r * (width + 1) + c]! : 1);
  for (const backend of [backends.gpu, backends.cpu]) {
    const out = await resultOf(backend, (scope) => {
      const result = scope.upload(new Float32Array(rows * (width + 2)).fill(9), 'out');
      const spec = {
        a: { tensor: scope.upload(a, 'a'), stride: width + 3, column: 2 },
        b: multiplies ? { tensor: scope.upload(b, 'b'), stride: width + 1, column: 0 } : undefined,
        out: { tensor: result, stride: width + 2, column: 1 },
        ...{ rows, width },
      };
      return { operations: [backend.kernels.product(scope, spec)], out: result };
    });
    expect(out).toEqual(expected);
  }
});
