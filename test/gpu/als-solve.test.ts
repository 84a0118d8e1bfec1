import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends, F32_EPSILON } from './backends';
import { randomCsr } from './csr';

const backends = bothBackends();

describe.each([
  [1, 4, 5],
  [6, 8, 30],
  [70, 36, 90],
])('%i rows, %i factors, %i columns', (rowCount, width, columns) => {
  const lists = randomCsr(rowCount, columns, 0.3);
  const values = Float32Array.from(lists.indices, (_, p) => 1 + (p % 3));
  const factors = Float32Array.from({ length: columns * width }, (_, i) => Math.sin(i + 1) / 4);
  const ridge = Float32Array.from({ length: rowCount }, (_, row) => 1 + row / 10);
  const gram = new Float32Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      for (let c = 0; c < columns; c++)
        gram[i * width + j]! += factors[c * width + i]! * factors[c * width + j]!;
    }
  }
  // In another order than they lie, one left out
  const rows = Uint32Array.from({ length: rowCount }, (_, t) => rowCount - 1 - t);
  rows[0] = NO_ROW;
  const alpha = 2;

  async function solved(backend: Backend) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', rowCount * width, 'out');
    const spec = {
      rows: scope.upload(rows, 'rows'),
      tile: rowCount,
      matrix: {
        offsets: scope.upload(lists.offsets, 'offsets'),
        indices: scope.upload(lists.indices, 'indices'),
        values: scope.upload(values, 'values'),
      },
      factors: scope.upload(factors, 'factors'),
      gram: scope.upload(gram, 'gram'),
      ridge: scope.upload(ridge, 'ridge'),
      alpha,
      width,
      out,
    };
    backend.run([backend.kernels.alsSolve(scope, spec)]);
    const result = await backend.read(out);
    scope.dispose();
    return result;
  }

  test('solves the normal equations; the same bits twice', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const x = await solved(backend);
      for (const row of rows) {
        if (row === NO_ROW) continue;
        // A x − b, with A x summed over the factors' inner products: Σ_c w_c y_c (y_c·x) + gram x + ridge x − b
        const own = x.subarray(row * width, (row + 1) * width);
        for (let i = 0; i < width; i++) {
          let [left, scale, right] = [ridge[row]! * own[i]!, Math.abs(ridge[row]! * own[i]!), 0];
          for (let j = 0; j < width; j++) {
            left += gram[i * width + j]! * own[j]!;
            scale += Math.abs(gram[i * width + j]! * own[j]!);
          }
          lists.row(row).forEach((c, at) => {
            const r = alpha * values[lists.offsets[row]! + at]!;
            let inner = 0;
            for (let j = 0; j < width; j++) inner += factors[c * width + j]! * own[j]!;
            left += r * factors[c * width + i]! * inner;
            scale += Math.abs(r * factors[c * width + i]! * inner);
            right += (1 + r) * factors[c * width + i]!;
          });
          // backward stable: residual ≤ c·ε·(width + nonzeros)·Σ|terms|; ‖x‖ enters through the largest row
          const bound = 8 * F32_EPSILON * (width + lists.row(row).length) * (scale + Math.abs(right) + 1);
          expect(Math.abs(left - right)).toBeLessThan(bound);
        }
      }
      expect(x.subarray((rowCount - 1) * width)).toEqual(new Float32Array(width));
      expect(await solved(backend)).toEqual(x);
    }
  });
});
