import { expect, test } from 'vitest';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();

test.each([1, 7, 65])('n = %i', async (n) => {
  const p = Float32Array.from({ length: n * n }, (_, at) => Math.sin(at) + (at % (n + 1) === 0 ? 3 : 0));
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const matrix = scope.upload(p, 'P');
    const diagonal = scope.tensor('f32', n, 'diagonal');
    backend.run([backend.kernels.easeWeights(scope, { matrix, n, diagonal })]);
    const [weights, saved] = [await backend.read(matrix), await backend.read(diagonal)];
    scope.dispose();
    for (let i = 0; i < n; i++) {
      expect(saved[i]).toBe(p[i * n + i]);
      for (let j = 0; j < n; j++) {
        const expected = i === j ? 0 : -p[i * n + j]! / p[j * n + j]!;
        // one division: 2.5 ulp in WGSL
        expect(Math.abs(weights[i * n + j]! - expected)).toBeLessThanOrEqual(
          5 * F32_EPSILON * Math.abs(expected),
        );
      }
    }
  }
});
