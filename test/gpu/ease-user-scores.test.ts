import { expect, test } from 'vitest';
import { bothBackends, F32_EPSILON } from './backends';
import { randomCsr, uploadCsr } from './csr';

const backends = bothBackends();

test.each([
  [1, 1, 1],
  [9, 40, 33],
  [66, 70, 51],
])('%i of %i users × %i items', async (tile, userCount, items) => {
  const byItem = randomCsr(items, userCount, 0.3);
  const users = Uint32Array.from({ length: tile }, (_, t) => (t * 7) % userCount);
  const inverse = Float32Array.from({ length: userCount ** 2 }, (_, at) => Math.sin(at));
  const scale = Float32Array.from({ length: items }, (_, j) => Math.cos(j) * 2);
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', tile * items, 'out');
    const operation = backend.kernels.easeUserScores(scope, {
      users: scope.upload(users, 'users'),
      tile,
      inverse: scope.upload(inverse, 'inverse'),
      userCount,
      byItem: uploadCsr(scope, byItem),
      items,
      scale: scope.upload(scale, 'scale'),
      out,
    });
    backend.run([operation]);
    const scores = await backend.read(out);
    scope.dispose();
    users.forEach((user, t) => {
      for (let j = 0; j < items; j++) {
        const terms = byItem.row(j).map((v) => inverse[user * userCount + v]!);
        const own = byItem.row(j).includes(user) ? 1 : 0;
        const expected = own + scale[j]! * terms.reduce((sum, x) => sum + x, 0);
        const size = 1 + Math.abs(scale[j]!) * terms.reduce((sum, x) => sum + Math.abs(x), 0);
        const bound = (terms.length + 3) * 2 * F32_EPSILON * size;
        expect(Math.abs(scores[t * items + j]! - expected)).toBeLessThanOrEqual(bound);
      }
    });
  }
});
