import { expect, test } from 'vitest';
import { NO_DEVIATION } from '../../src/compute/contracts/models';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();

test('mean differences of the rows named, the rest left alone', async () => {
  const [tile, items] = [5, 21];
  const rows = Uint32Array.of(3, NO_ROW, 20, 0, 7);
  const sums = Float32Array.from({ length: tile * items * 8 }, (_, at) =>
    at % 8 === 0 ? (at / 8) % 4 : Math.round(10 * Math.sin(at)),
  );
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const deviations = scope.upload(new Float32Array(items * items).fill(-1), 'deviations');
    backend.run([
      backend.kernels.slopeDeviations(scope, {
        rows: scope.upload(rows, 'rows'),
        tile,
        items,
        sums: scope.upload(sums, 'sums'),
        deviations,
      }),
    ]);
    const result = await backend.read(deviations);
    scope.dispose();
    for (let i = 0; i < items; i++) {
      const t = rows.indexOf(i);
      for (let j = 0; j < items; j++) {
        const at = (t * items + j) * 8;
        const value = result[i * items + j]!;
        if (t < 0) expect(value).toBe(-1);
        else if (sums[at] === 0) expect(value).toBe(Math.fround(NO_DEVIATION));
        else {
          const expected = (sums[at + 4]! - sums[at + 5]!) / sums[at]!;
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(5 * F32_EPSILON * Math.abs(expected));
        }
      }
    }
  }
});
