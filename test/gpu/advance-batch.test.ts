import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { uploadBatch } from './fixtures';

const backends = bothBackends();

test('walks through an epoch of 10 rows in batches of 4, the last one of 2', async () => {
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const order = Array.from({ length: 10 }, (_, i) => 9 - i);
    const batch = uploadBatch(scope, order, 4);
    // One step before the first batch, as the trainer starts an epoch (u32 wraps).
    backend.write(batch.tensor, Uint32Array.from([5, -1, -4, 0, 10]));
    const advance = [backend.kernels.advanceBatch(scope, { batch })];
    const seen = [];
    for (let i = 0; i < 4; i++) {
      backend.run(advance);
      seen.push([...(await backend.read(batch.tensor, 0, 5))]);
    }
    expect(seen).toEqual([
      [6, 0, 0, 4, 10],
      [7, 1, 4, 4, 10],
      [8, 2, 8, 2, 10],
      [9, 3, 12, 0, 10],
    ]);
    scope.dispose();
  }
});
