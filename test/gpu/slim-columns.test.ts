import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { randomCsr } from './csr';

const backends = bothBackends();

describe.each([
  [7, 40],
  [40, 90],
])('%i items of %i users', (items, users) => {
  const lists = randomCsr(users, items, 0.3);
  const gram = new Float32Array(items * items);
  for (let user = 0; user < users; user++) {
    for (const i of lists.row(user)) for (const j of lists.row(user)) gram[i * items + j]!++;
  }
  const columns = Uint32Array.from({ length: items }, (_, t) => (t === 1 ? NO_ROW : items - 1 - t));
  const [l1, l2] = [0.25, 2];

  async function solved(backend: Backend) {
    const scope = backend.scope('test');
    const weights = scope.tensor('f32', items * items, 'weights');
    const operation = backend.kernels.slimColumns(scope, {
      columns: scope.upload(columns, 'columns'),
      tile: items,
      gram: scope.upload(gram, 'gram'),
      items,
      l1,
      l2,
      sweeps: 1000,
      tolerance: 1e-6,
      weights,
    });
    backend.run([operation]);
    const result = await backend.read(weights);
    scope.dispose();
    return result;
  }

  test('meets the conditions of an optimum; the same bits twice', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const w = await solved(backend);
      let positive = 0;
      for (let j = 0; j < items; j++) {
        expect(w[j * items + j]).toBe(0);
        for (let k = 0; k < items && j !== items - 2; k++) {
          if (k === j) continue;
          // ∂/∂w_k = (G w)_k − G_kj + l2 w_k + l1: zero where w_k > 0, not negative where w_k = 0
          let slope = l1 + l2 * w[k * items + j]! - gram[k * items + j]!;
          for (let a = 0; a < items; a++) slope += gram[k * items + a]! * w[a * items + j]!;
          // a coordinate stands still within 10⁻⁶, each of which moves the slope by at most a row sum of G
          const bound = 1e-6 * gram.subarray(k * items, (k + 1) * items).reduce((sum, x) => sum + x, 10);
          if (w[k * items + j]! > 0) {
            positive++;
            expect(Math.abs(slope)).toBeLessThan(bound);
          } else {
            expect(w[k * items + j]).toBe(0);
            expect(slope).toBeGreaterThan(-bound);
          }
        }
      }
      expect(positive).toBeGreaterThan(0);
      // the column that no tile row names
      for (let k = 0; k < items; k++) expect(w[k * items + items - 2]).toBe(0);
      expect(await solved(backend)).toEqual(w);
    }
  });
});
