import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ITEM } from '../../src/compute/contracts/select';
import { bothBackends } from './backends';

const backends = bothBackends();

// one segment; several; several stages; k beyond the columns; the longest lists
describe.each([
  [1, 1, 1],
  [3, 7, 10],
  [65, 255, 5],
  [64, 513, 20],
  [1, 100_000, 20],
  [3, 9_001, 1000],
])('%i×%i, k = %i', (rows, columns, k) => {
  test.each([
    ['all different', (i: number) => Math.fround(Math.sin(i + 1) * 1e3)],
    ['many equal, some no candidates', coarse],
    ['constant', () => 0.25],
  ])('%s', async (_name, scoreOf) => {
    const scores = Float32Array.from({ length: rows * columns }, (_, i) => scoreOf(i));
    const expected = bySorting(scores, rows, columns, k);
    for (const backend of [backends.gpu, backends.cpu]) {
      const first = await listsOf(backend, scores, rows, columns, k);
      expect(first).toEqual(expected);
      expect(await listsOf(backend, scores, rows, columns, k)).toEqual(first);
    }
  });
});

/** Small integers of both signs with zeros of both signs, infinities and NaN among them. */
function coarse(i: number): number {
  const hash = Math.imul(i + 1, 2654435761) >>> 20;
  return [NaN, -Infinity, Infinity, -0, 0][hash % 97] ?? (hash % 13) - 6;
}

function bySorting(scores: Float32Array, rows: number, columns: number, k: number) {
  const values = new Float32Array(rows * k).fill(-Infinity);
  const indices = new Uint32Array(rows * k).fill(NO_ITEM);
  for (let row = 0; row < rows; row++) {
    Array.from({ length: columns }, (_, column) => ({ column, score: scores[row * columns + column]! }))
      .filter(({ score }) => score > -Infinity)
      .sort((a, b) => (a.score === b.score ? a.column - b.column : b.score > a.score ? 1 : -1))
      .slice(0, k)
      .forEach(({ column, score }, rank) => {
        values[row * k + rank] = score + 0;
        indices[row * k + rank] = column;
      });
  }
  return { values, indices };
}

async function listsOf(backend: Backend, scores: Float32Array, rows: number, columns: number, k: number) {
  const scope = backend.scope('test');
  const values = scope.tensor('f32', rows * k, 'values');
  const indices = scope.tensor('u32', rows * k, 'indices');
  const spec = { scores: scope.upload(scores, 'scores'), rows, columns, k, values, indices };
  backend.run([backend.kernels.topK(scope, spec)]);
  const lists = { values: await backend.read(values), indices: await backend.read(indices) };
  scope.dispose();
  return lists;
}
