import { expect, test } from 'vitest';
import { MEASURES } from '../../src/compute/contracts/similarity';
import { featureMatrix } from '../../src/similarity/features';
import { MEASURE_FORMULAS, MEASURE_TEXTS } from '../../src/similarity/measure-texts';
import { mostActive, neighbourhoodOf, similarityBlock, similaritySpread } from '../../src/similarity/view';
import { datasetOfTable, PLAIN, table } from './similarity-oracle';

const ratings = table(30, 20, 0.3, 11);
const spec = { ...PLAIN, measure: 'cosine' as const };
const matrix = featureMatrix(datasetOfTable(ratings, 'item'), 'item', spec);

/** Cosine over all entries of two entities of the table, in f64. */
function cosine(a: number, b: number): { s: number; n: number } {
  let [xy, xx, yy, n] = [0, 0, 0, 0];
  for (let f = 0; f < ratings[0]!.length; f++) {
    const [x, y] = [ratings[a]![f]!, ratings[b]![f]!];
    if (x) xx += x * x;
    if (y) yy += y * y;
    if (x && y) [xy, n] = [xy + x * y, n + 1];
  }
  return { s: xy / Math.sqrt(xx * yy), n };
}

test('a block holds the similarity and the support of each pair of its entities, NaN where there is none', () => {
  const codes = [3, 17, 0, 8];
  const { similarities, supports } = similarityBlock(matrix, spec, codes);
  codes.forEach((a, i) =>
    codes.forEach((b, j) => {
      const { s, n } = cosine(a, b);
      const at = i * codes.length + j;
      expect(supports[at]).toBe(i === j ? 0 : n);
      if (i === j || n === 0) expect(similarities[at]).toBeNaN();
      else expect(similarities[at]).toBeCloseTo(s, 12);
    }),
  );
});

test('a neighbourhood begins with the entity and goes on by falling similarity', () => {
  const codes = neighbourhoodOf(matrix, spec, 5, 6);
  expect(codes[0]).toBe(5);
  const similarities = codes.slice(1).map((code) => cosine(5, code).s);
  expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
  const rest = Array.from({ length: 30 }, (_, code) => code).filter((code) => !codes.includes(code));
  expect(Math.max(...rest.map((code) => cosine(5, code).s || 0))).toBeLessThanOrEqual(similarities.at(-1)!);
});

test('the most active come by falling number of entries', () => {
  const degrees = ratings.map((row) => row.filter(Boolean).length);
  const order = degrees
    .map((degree, code) => [degree, code] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .map(([, code]) => code);
  expect(mostActive(matrix, 7)).toEqual(order.slice(0, 7));
});

test('a spread counts every ordered pair with something in common once, by similarity and by support', async () => {
  const { similarities, supports, pairs, rows } = await similaritySpread(matrix, spec);
  const all = ratings.flatMap((_, a) => ratings.map((__, b) => ({ a, b, ...cosine(a, b) })));
  const common = all.filter(({ a, b, n }) => a !== b && n > 0);
  expect(rows).toBe(30);
  expect(pairs).toBe(common.length);
  expect(similarities.counts.reduce((a, b) => a + b, 0)).toBe(common.length);
  expect(similarities.edges.at(-1)).toBeCloseTo(Math.max(...common.map(({ s }) => s)), 12);
  supports.counts.forEach((count, bin) =>
    expect(count).toBe(common.filter(({ n }) => n >= 2 ** bin && n < 2 ** (bin + 1)).length),
  );
});

test('every measure has its formula and its source', () => {
  expect(Object.keys(MEASURE_TEXTS)).toEqual([...MEASURES]);
  expect(MEASURE_FORMULAS.split('\n')).toHaveLength(MEASURES.length);
  for (const { source } of Object.values(MEASURE_TEXTS)) expect(source).toMatch(/\d{4}/);
});
