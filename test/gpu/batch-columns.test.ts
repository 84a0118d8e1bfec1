import { expect, test } from 'vitest';
import { bothBackends } from './backends';
import { sparseMatrix, uploadBatch, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(20, 70, 0.3);

test.each([0, 15])('lists the batch at position %i by columns', async (first) => {
  const order = Array.from({ length: 18 }, (_, i) => (i * 3) % 20);
  const size = 6;
  const expected = Array.from({ length: host.columns }, (_, c) => {
    const list: [number, number][] = [];
    for (let r = 0; r < size && first + r < order.length; r++) {
      const row = order[first + r]!;
      for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++)
        if (host.indices[p] === c) list.push([r, p]);
    }
    return list;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const { matrix } = uploadMatrix(scope, host);
    const batch = uploadBatch(scope, order, size, { first });
    const entries = scope.tensor('u32', host.columns * size * 2, 'entries');
    const counts = scope.tensor('u32', host.columns, 'counts');
    backend.run([backend.kernels.batchColumns(scope, { batch, matrix, entries, counts })]);
    const [lists, lengths] = [await backend.read(entries), await backend.read(counts)];
    const actual = Array.from(lengths, (length, c) =>
      Array.from({ length }, (_, k) => {
        const at = 2 * (c * size + k);
        return [lists[at], lists[at + 1]];
      }),
    );
    expect(actual).toEqual(expected);
    scope.dispose();
  }
});
