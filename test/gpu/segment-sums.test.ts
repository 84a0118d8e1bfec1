import { expect, test } from 'vitest';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { expectAgreement, noise, noiseArray } from './fixtures';

const backends = bothBackends();
const [STRIDE, COLUMN] = [9, 2];

test.each([
  [4, 3, 1],
  [64, 40, 5],
  [132, 33, 7],
])('%i places of %i rows, width %i', async (places, rows, width) => {
  const live = places - 3;
  const ids = Uint32Array.from({ length: places }, (_, i) =>
    i < live ? Math.floor((((noise(i) + 1) / 2) ** 2 * rows) / 2) : NO_ROW,
  );
  const values = noiseArray(places * STRIDE);
  const result = await expectAgreement(backends, places, 1, (backend, scope) => {
    const [idsOnDevice, sorted] = [scope.upload(ids, 'ids'), scope.tensor('u32', places, 'sorted')];
    const out = scope.upload(new Float32Array(rows * width).fill(9), 'out');
    const spec = {
      ids: idsOnDevice,
      sorted,
      values: { tensor: scope.upload(values, 'values'), stride: STRIDE, column: COLUMN },
      rows,
      width,
      out,
    };
    const operations = [
      backend.kernels.sortIds(scope, { ids: idsOnDevice, sorted }),
      backend.kernels.segmentSums(scope, spec),
    ];
    return { operations, out };
  });
  const expected = new Float64Array(rows * width);
  for (let p = 0; p < live; p++)
    for (let c = 0; c < width; c++) expected[ids[p]! * width + c]! += values[p * STRIDE + COLUMN + c]!;
  expected.forEach((sum, i) => expect(result[i]).toBe(Math.fround(sum)));
});
