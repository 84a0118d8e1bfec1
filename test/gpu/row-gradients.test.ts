import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { gradientAt, gradientView, idsAt, rowGradients } from './embedding-fixtures';
import { expectAgreement } from './fixtures';

const backends = bothBackends();
const ROWS = 40;

test.each([7, 8])('every touched row once, width %i', async (width) => {
  const out = await expectAgreement(backends, 64, 1, (backend, scope) => {
    const ids = scope.upload(idsAt(1, ROWS), 'ids');
    const sorted = scope.tensor('u32', ids.length, 'sorted');
    const rows = scope.tensor('f32', ids.length * width, 'row gradients');
    const gradient = gradientView(scope.upload(gradientAt(1, width), 'gradient'), width);
    const { kernels } = backend;
    return {
      operations: [
        kernels.sortIds(scope, { ids, sorted }),
        kernels.rowGradients(scope, { ids, sorted, gradient, width, out: rows }),
      ],
      out: rows,
    };
  });
  // In ascending order of rows, each at the first of its places.
  const expected = [...rowGradients(1, ROWS, width)].sort(([a], [b]) => a - b).map(([, sum]) => sum);
  const found = Array.from({ length: out.length / width }, (_, k) =>
    out.subarray(k * width, (k + 1) * width),
  );
  const owned = found.filter((row) => row.some((value) => value !== 0));
  expect(owned.length).toBe(expected.length);
  owned.forEach((row, k) => row.forEach((value, c) => expect(value).toBeCloseTo(expected[k]![c]!, 4)));
});
