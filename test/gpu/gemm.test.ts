import { describe, expect, test } from 'vitest';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();

describe.each([
  [1, 1, 1],
  [7, 5, 3],
  [64, 64, 64],
  [65, 33, 70],
])('%i×%i×%i', (m, n, k) => {
  const a = Float32Array.from({ length: m * k }, (_, i) => Math.sin(i + 1));
  const b = Float32Array.from({ length: k * n }, (_, i) => Math.cos(i * 0.7));

  test.each([
    [false, false],
    [true, false],
    [false, true],
  ])('transposeA %s, transposeB %s', async (transposeA, transposeB) => {
    const [gpu, cpu] = await Promise.all(
      [backends.gpu, backends.cpu].map(async (backend) => {
        const scope = backend.scope('test');
        const out = scope.tensor('f32', m * n, 'out');
        const spec = {
          a: scope.upload(a, 'a'),
          b: scope.upload(b, 'b'),
          out,
          m,
          n,
          k,
          transposeA,
          transposeB,
        };
        backend.run([backend.kernels.gemm(scope, spec)]);
        const result = await backend.read(out);
        scope.dispose();
        return result;
      }),
    );
    // |error| ≤ K·ε·Σ|aᵢbᵢ|, and every |aᵢbᵢ| ≤ 1 here
    const bound = 2 * k * k * F32_EPSILON + F32_EPSILON;
    for (let i = 0; i < m * n; i++) expect(Math.abs(gpu![i]! - cpu![i]!)).toBeLessThanOrEqual(bound);
  });
});
