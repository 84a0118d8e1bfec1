import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, 1],
  [33, 5, 4],
  [16, 1, 8],
])('%i sequences of %i positions, width %i; the first of equals', async (size, positions, width) => {
  // Few different values, so that some are equal.
  const a = noiseArray(positions * size * width).map((x) => Math.round(2 * x));
  const [outStride, outColumn] = [width + 3, 2];
  const out = new Float32Array(size * outStride).fill(9);
  const where = new Uint32Array(size * width);
  for (let b = 0; b < size; b++)
    for (let f = 0; f < width; f++) {
      const own = Array.from({ length: positions }, (_, i) => a[(i * size + b) * width + f]!);
      out[b * outStride + outColumn + f] = Math.max(...own);
      where[b * width + f] = own.indexOf(Math.max(...own));
    }
  for (const backend of [backends.gpu, backends.cpu])
    for (const what of ['out', 'where'] as const) {
      const result = await resultOf(backend, (scope) => {
        const made = {
          out: scope.upload(new Float32Array(out.length).fill(9), 'out'),
          where: scope.tensor('u32', where.length, 'where'),
        };
        const spec = { a: scope.upload(a, 'a'), size, positions, width, outStride, outColumn, ...made };
        return { operations: [backend.kernels.maxPositions(scope, spec)], out: made[what] };
      });
      expect(result).toEqual({ out, where }[what]);
    }
});
