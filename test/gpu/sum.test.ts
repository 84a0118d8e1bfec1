import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { noiseArray, resultOf } from './fixtures';

const backends = bothBackends();

test.each([1, 64, 131])('%i numbers', async (count) => {
  const [a, b] = [noiseArray(count), noiseArray(count, 1)];
  for (const backend of [backends.gpu, backends.cpu]) {
    const result = await resultOf(backend, (scope) => {
      const out = scope.upload(new Float32Array(count + 2).fill(9), 'out');
      const spec = { a: scope.upload(a, 'a'), b: scope.upload(b, 'b'), out, count };
      return { operations: [backend.kernels.sum(scope, spec)], out };
    });
    expect(result).toEqual(Float32Array.from([...a.map((x, i) => x + b[i]!), 9, 9]));
  }
});
