import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends, F32_EPSILON } from './backends';
import { ratings, uploadSegmented, uploadSparse } from './sparse-fixture';

const backends = bothBackends();

describe.each([
  [1, 1, 1, 1],
  [5, 40, 33, 3],
  [70, 64, 65, 8],
])('%i×%i · %i×…, %i segments', (rows, inner, columns, segments) => {
  const left = ratings(rows, inner, 0.3);
  const right = ratings(inner, columns, 0.4, 2);
  const weight = (value: number) => Math.fround(Math.cos(value));
  const chosen = Uint32Array.from({ length: rows }, (_, t) => (t === 1 ? NO_ROW : rows - 1 - t));

  const product = async (backend: Backend) => {
    const scope = backend.scope('test');
    const out = scope.upload(new Float32Array(rows * columns).fill(9), 'out');
    const operation = backend.kernels.sparseProduct(scope, {
      rows: scope.upload(chosen, 'rows'),
      tile: rows,
      left: uploadSparse(scope, left, weight),
      right: uploadSegmented(scope, right, segments),
      columns,
      out,
    });
    backend.run([operation], 2);
    const result = await backend.read(out);
    scope.dispose();
    return result;
  };

  test('both sides equal the dense product to ε a term, and rows left out stay as they were', async () => {
    const [gpu, cpu] = [await product(backends.gpu), await product(backends.cpu)];
    for (let t = 0; t < rows; t++) {
      for (let c = 0; c < columns; c++) {
        let [sum, magnitude] = [0, 0];
        for (let j = 0; j < inner && chosen[t] !== NO_ROW; j++) {
          const value = left.at(chosen[t]!, j);
          const term = value === 0 ? 0 : weight(value) * right.at(j, c);
          sum += term;
          magnitude += Math.abs(term);
        }
        if (chosen[t] === NO_ROW) sum = 9;
        expect(Math.abs(gpu[t * columns + c]! - sum)).toBeLessThanOrEqual(
          (inner + 1) * F32_EPSILON * magnitude,
        );
        expect(Math.abs(cpu[t * columns + c]! - sum)).toBeLessThanOrEqual(F32_EPSILON * magnitude);
      }
    }
  });

  test('the same bits twice', async () => {
    expect(await product(backends.gpu)).toEqual(await product(backends.gpu));
  });
});
