import { expect, test } from 'vitest';
import { NO_DEVIATION } from '../../src/compute/contracts/models';
import { bothBackends, F32_EPSILON } from './backends';
import { randomCsr, uploadCsr } from './csr';

const backends = bothBackends();

test.each([1, 65, 300])('%i pairs', async (capacity) => {
  const [userCount, itemCount] = [12, 30];
  const byUser = randomCsr(userCount, itemCount, 0.4);
  const users = Uint32Array.from({ length: capacity }, (_, p) => (p * 5) % userCount);
  const items = Uint32Array.from({ length: capacity }, (_, p) => (p * 11) % itemCount);
  const means = Float32Array.from({ length: userCount }, (_, u) => 3 + Math.sin(u));
  // Item 0 was rated with nobody.
  const deviations = Float32Array.from({ length: itemCount ** 2 }, (_, at) =>
    at < itemCount || at % 5 === 0 ? NO_DEVIATION : Math.sin(at),
  );
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', capacity, 'out');
    backend.run([
      backend.kernels.slopePredict(scope, {
        users: scope.upload(users, 'users'),
        items: scope.upload(items, 'items'),
        capacity,
        itemCount,
        byUser: uploadCsr(scope, byUser),
        means: scope.upload(means, 'means'),
        deviations: scope.upload(deviations, 'deviations'),
        out,
      }),
    ]);
    const result = await backend.read(out);
    scope.dispose();
    users.forEach((user, p) => {
      const known = byUser
        .row(user)
        .map((j) => deviations[items[p]! * itemCount + j]!)
        .filter((deviation) => deviation < 1e38);
      const mean = known.length ? known.reduce((sum, x) => sum + x, 0) / known.length : 0;
      expect(Math.abs(result[p]! - means[user]! - mean)).toBeLessThanOrEqual(
        (known.length + 6) * 8 * F32_EPSILON,
      );
    });
  }
});
