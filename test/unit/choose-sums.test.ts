import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { exactInAnyOrder } from '../../src/similarity/any-order';
import { chooseSums, FLOPS_PER_ELEMENT, FLOPS_PER_UPDATE } from '../../src/similarity/choose-sums';
import type { NeighbourWork } from '../../src/similarity/neighbour-work';
import { planNeighbours } from '../../src/similarity/plan';
import { PLAIN } from './similarity-oracle';

const [entities, features] = [1000, 500];
/** Updates of the row merge that take as long as the dense product, the matrix being written out once. */
const even = (entities * features * (2 * entities + FLOPS_PER_ELEMENT)) / FLOPS_PER_UPDATE;
const work = (updates: number, change: Partial<NeighbourWork> = {}): NeighbourWork => ({
  entities,
  features,
  nonzeros: 200_000,
  sums: 'dot',
  updates,
  anyOrder: true,
  ...change,
});

describe('row merge or dense tiles', () => {
  const once = { after: false, spreads: 1 };

  test('more updates than the product is worth make it dense', () => {
    expect(chooseSums(work(even - 1), once)).toEqual({ by: 'row-merge', because: 'work' });
    expect(chooseSums(work(even + 1), once)).toEqual({ by: 'dense-tiles', because: 'work' });
  });

  test('half of the updates count where only entities after the row are taken', () => {
    expect(chooseSums(work(2 * even - 2), { ...once, after: true }).by).toBe('row-merge');
    expect(chooseSums(work(2 * even + 2), { ...once, after: true }).by).toBe('dense-tiles');
  });

  test('writing the matrix out for every tile moves the threshold by as much', () => {
    const more = (3 * entities * features * FLOPS_PER_ELEMENT) / FLOPS_PER_UPDATE;
    expect(chooseSums(work(even + more - 1), { after: false, spreads: 4 }).by).toBe('row-merge');
    expect(chooseSums(work(even + more + 1), { after: false, spreads: 4 }).by).toBe('dense-tiles');
  });

  test('other sums, sums that round, and what does not fit are merged, even where dense tiles are asked for', () => {
    const asked = { ...once, asked: 'dense-tiles' } as const;
    expect(chooseSums(work(1), asked)).toEqual({ by: 'dense-tiles', because: 'asked' });
    expect(chooseSums(work(9 * even, { sums: 'moments' }), asked)).toEqual({
      by: 'row-merge',
      because: 'sums',
    });
    expect(chooseSums(work(9 * even, { anyOrder: false }), asked)).toEqual({
      by: 'row-merge',
      because: 'rounding',
    });
    expect(chooseSums(work(9 * even), { ...asked, spreads: 0 })).toEqual({
      by: 'row-merge',
      because: 'memory',
    });
  });
});

test('the plan writes the matrix out in equal chunks of features, and merges rows where few features fit', () => {
  const device = (budget: number) =>
    ({ kind: 'webgpu', adapter: { kind: 'gpu', limits: {} }, memory: { budget } }) as unknown as Backend;
  const spec = { ...PLAIN, measure: 'cosine' as const };
  const dense = work(9 * even);
  const plan = (budget: number) => planNeighbours(device(budget), dense, spec, 20);
  const whole = plan(2 ** 30);
  expect(whole).toMatchObject({ by: 'dense-tiles', because: 'work', denseColumns: features });
  const cut = plan(6 * 2 ** 20);
  expect(cut.by).toBe('dense-tiles');
  expect(cut.denseColumns).toBeLessThan(features);
  expect(cut.denseColumns).toBe(Math.ceil(features / Math.ceil(features / cut.denseColumns)));
  expect(cut.bytes).toBeLessThanOrEqual(6 * 2 ** 20);
  expect(cut.bytes).toBeLessThan(whole.bytes);
  const binding = { kind: 'gpu', limits: { maxStorageBufferBindingSize: 4 * entities * 300 } };
  const bound = { kind: 'webgpu', adapter: binding, memory: { budget: 2 ** 30 } } as unknown as Backend;
  expect(planNeighbours(bound, dense, spec, 20).denseColumns).toBe(features / 2);
});

describe('f32 sums that any order gives the same bits', () => {
  const holds = (values: readonly number[], norm = Math.hypot(...values)) =>
    exactInAnyOrder({ values: Float32Array.from(values), norms: Float64Array.of(norm), features: 9 }, 'dot');

  test.each([
    ['whole ratings', [1, 5, 3], true],
    ['half stars', [0.5, 4.5, 5], true],
    ['tenths', [0.1, 0.5], false],
    ['eighths far apart', [0.125, 4000], false],
  ])('%s', (_name, values, expected) => {
    expect(holds(values)).toBe(expected);
  });

  test('up to 2²⁴ units, the square of the longest row', () => {
    expect(holds([1, 2], 4095)).toBe(true);
    expect(holds([1, 2], 4096)).toBe(false);
    expect(holds([0.5, 2], 2047)).toBe(true);
    expect(holds([0.5, 2], 2048)).toBe(false);
  });

  test('counts whatever the values', () => {
    const of = { values: Float32Array.of(0.1), norms: Float64Array.of(1), features: 9 };
    expect(exactInAnyOrder(of, 'count')).toBe(true);
    expect(exactInAnyOrder({ ...of, features: 2 ** 24 }, 'count')).toBe(false);
  });
});
