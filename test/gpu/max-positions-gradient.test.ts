import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1, 1],
  [33, 5, 4],
  [16, 3, 8],
])('%i sequences of %i positions, width %i', async (size, positions, width) => {
  const [stride, column] = [width + 3, 1];
  const gradient = noiseArray(size * stride);
  const where = Uint32Array.from({ length: size * width }, (_, i) => (i * 7) % positions);
  const expected = new Float32Array(positions * size * width);
  where.forEach((place, i) => {
    const [b, f] = [Math.floor(i / width), i % width];
    expected[(place * size + b) * width + f] = gradient[b * stride + column + f]!;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const result = await resultOf(backend, (scope) => {
      const out = scope.upload(new Float32Array(expected.length).fill(9), 'out');
      const spec = {
        gradient: scope.upload(gradient, 'gradient'),
        ...{ gradientStride: stride, gradientColumn: column },
        where: scope.upload(where, 'where'),
        ...{ size, positions, width, out },
      };
      return { operations: [backend.kernels.maxPositionsGradient(scope, spec)], out };
    });
    expect(result).toEqual(expected);
  }
});
