import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { bothBackends, F32_EPSILON } from './backends';
import { compress, ratings, uploadSparse } from './sparse-fixture';

const backends = bothBackends();
const TILE = 3;

// lists shorter than k, longer, and much longer; many pairs
describe.each([
  [5, 4, 40],
  [90, 70, 1],
  [90, 70, 5],
  [300, 20, 40],
])('%i entities, %i lists, k = %i', (columns, listCount, neighbours) => {
  const lists = ratings(listCount, columns, 0.6);
  const pairs = Uint32Array.from({ length: TILE * listCount * 2 }, (_, i) =>
    i % 2 ? (i >> 1) % listCount : Math.floor((i >> 1) / listCount),
  );

  test.each([
    ['all different', (i: number) => Math.sin(i * 12.9898) * 1.3],
    ['many equal', (i: number) => Math.round(Math.sin(i * 12.9898) * 4) / 4],
    ['ties that differ in the last bit', (i: number) => (i % 3 ? 1 : 1 + 2 ** -22)],
    ['none positive', () => -0.5],
  ])('%s', async (_name, similarityOf) => {
    const similarities = Float32Array.from({ length: TILE * columns }, (_, i) => similarityOf(i));
    const expected = bySorting(similarities, columns, compress(lists), pairs, neighbours);
    for (const backend of [backends.gpu, backends.cpu]) {
      const { out, found } = await predicted(backend, similarities);
      expect(found).toEqual(expected.found);
      for (let p = 0; p < out.length; p++)
        expect(Math.abs(out[p]! - expected.out[p]!)).toBeLessThanOrEqual(
          5 * (3 * neighbours + 3) * F32_EPSILON,
        );
    }
    expect((await predicted(backends.gpu, similarities)).out).toEqual(
      (await predicted(backends.gpu, similarities)).out,
    );
  });

  async function predicted(backend: Backend, similarities: Float32Array) {
    const scope = backend.scope('test');
    const count = pairs.length / 2;
    const out = scope.tensor('f32', count, 'out');
    const found = scope.tensor('u32', count, 'found');
    const cursor = scope.tensor('u32', 2, 'cursor');
    const operation = backend.kernels.knnPredict(scope, {
      similarities: scope.upload(similarities, 'similarities'),
      columns,
      lists: uploadSparse(scope, lists),
      pairs: scope.upload(pairs, 'pairs'),
      cursor,
      capacity: Math.ceil(count / 2),
      neighbours,
      out,
      found,
    });
    const middle = Math.ceil(count / 2);
    for (const [first, end] of [
      [0, middle],
      [middle, count],
    ] as const) {
      backend.write(cursor, Uint32Array.of(first, end));
      backend.run([operation]);
    }
    const result = { out: await backend.read(out), found: await backend.read(found) };
    scope.dispose();
    return result;
  }
});

function bySorting(
  similarities: Float32Array,
  columns: number,
  lists: ReturnType<typeof compress>,
  pairs: Uint32Array,
  neighbours: number,
) {
  const out: number[] = [];
  const found: number[] = [];
  for (let p = 0; p < pairs.length; p += 2) {
    const entries = [];
    for (let i = lists.offsets[pairs[p + 1]!]!; i < lists.offsets[pairs[p + 1]! + 1]!; i++)
      entries.push({
        s: similarities[pairs[p]! * columns + lists.indices[i]!]!,
        value: lists.values[i]!,
        order: i,
      });
    const rounded = (s: number) => Math.round(s * 2 ** 19);
    const chosen = entries
      .filter(({ s }) => s > 0)
      .sort((a, b) => rounded(b.s) - rounded(a.s) || a.order - b.order)
      .slice(0, neighbours);
    const weights = chosen.reduce((sum, { s }) => sum + s, 0);
    out.push(weights > 0 ? chosen.reduce((sum, { s, value }) => sum + s * value, 0) / weights : 0);
    found.push(chosen.length);
  }
  return { out, found: Uint32Array.from(found) };
}
