import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [65, 33],
])('%i rows of %i', async (rows, width) => {
  const [a, scale] = [noiseArray(rows * width), noiseArray(rows, 1)];
  const expected = a.map((value, i) => value * scale[Math.floor(i / width)]!);
  for (const backend of [backends.gpu, backends.cpu]) {
    const result = await resultOf(backend, (scope) => {
      const out = scope.tensor('f32', rows * width, 'out');
      const spec = { a: scope.upload(a, 'a'), scale: scope.upload(scale, 'scale'), rows, width, out };
      return { operations: [backend.kernels.scaleRows(scope, spec)], out };
    });
    expect(result).toEqual(expected);
  }
});
