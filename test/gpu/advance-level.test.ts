import { expect, test } from 'vitest';
import { bothBackends } from './backends';

const backends = bothBackends();

test('each run moves on by one level and leaves the rest of the plan alone', async () => {
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const plan = scope.upload(Uint32Array.of(0, 2, 0, 0, 0, 3, 4), 'plan');
    backend.run([backend.kernels.advanceLevel(scope, { plan })], 2);
    expect([...(await backend.read(plan))]).toEqual([2, 2, 0, 0, 0, 3, 4]);
    scope.dispose();
  }
});
