import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { expectAgreement, noiseArray } from './fixtures';

const backends = bothBackends();

test.each([
  [1, 1],
  [7, 63],
  [130, 65],
])('%i×%i', async (rows, columns) => {
  const a = noiseArray(rows * columns);
  const result = await expectAgreement(backends, rows, 1, (backend, scope) => {
    const out = scope.tensor('f32', columns + 4, 'out');
    const spec = { a: scope.upload(a, 'a'), rows, columns, out, outOffset: 4 };
    return { operations: [backend.kernels.columnSums(scope, spec)], out };
  });
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += a[i * columns + j]!;
    expect(result[4 + j]).toBeCloseTo(sum, 4);
  }
});
