import { histogram, type Histogram } from '../data/statistics';
import type { FeatureMatrix } from './features';
import { nearestOf, similaritiesOf, type NearEntity } from './nearest-of';
import type { MeasureSpec } from './options';

/** Rows that a distribution is taken over at most; each costs what one entity against all others does. */
const SAMPLED_ROWS = 200;

const SLICES = 40;

/** Similarities of a few entities with each other. */
export interface SimilarityBlock {
  /** Codes, rows and columns alike */
  readonly codes: readonly number[];
  /** f64[codes × codes], row by row: s(row, column); NaN on the diagonal and where two share no feature */
  readonly similarities: Float64Array;
  /** u32[codes × codes]: features in common */
  readonly supports: Uint32Array;
}

/** How similarities and supports are spread over pairs that share a feature. */
export interface SimilaritySpread {
  readonly similarities: Histogram;
  /** By doubling numbers of common features: 1, 2–3, 4–7, … */
  readonly supports: Histogram;
  /** Ordered pairs counted */
  readonly pairs: number;
  /** Entities whose pairs were counted */
  readonly rows: number;
}

/** The similarities of `codes` with each other, in f64. */
export function similarityBlock(
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  codes: readonly number[],
): SimilarityBlock {
  const size = codes.length;
  const place = new Map(codes.map((code, i) => [code, i]));
  const similarities = new Float64Array(size * size).fill(NaN);
  const supports = new Uint32Array(size * size);
  codes.forEach((code, i) => {
    for (const { code: other, similarity, support } of similaritiesOf(matrix, spec, code)) {
      const j = place.get(other);
      if (j === undefined) continue;
      similarities[i * size + j] = similarity;
      supports[i * size + j] = support;
    }
  });
  return { codes, similarities, supports };
}

/** An entity and its nearest, most similar first: the block in which its neighbourhood shows. */
export function neighbourhoodOf(
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  entity: number,
  count: number,
): readonly number[] {
  return [entity, ...nearestOf(matrix, spec, entity, count).map(({ code }) => code)];
}

/** The `count` entities with the most features; equally many in the order of their codes. */
export function mostActive({ offsets, entities }: FeatureMatrix, count: number): readonly number[] {
  const degree = (code: number) => offsets[code + 1]! - offsets[code]!;
  return Array.from({ length: entities }, (_, code) => code)
    .sort((a, b) => degree(b) - degree(a) || a - b)
    .slice(0, count);
}

/**
 * The spread over the pairs of at most 200 entities, evenly spaced by code, with all others.
 *
 * @param between waited for after each entity, so that other work gets its turn
 */
export async function similaritySpread(
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  between: () => Promise<unknown> = async () => undefined,
): Promise<SimilaritySpread> {
  const rows = Math.min(SAMPLED_ROWS, matrix.entities);
  const values: Float64Array[] = [];
  const supports: number[] = [];
  for (let i = 0; i < rows; i++) {
    const found = similaritiesOf(matrix, spec, Math.floor((i * matrix.entities) / rows));
    values.push(Float64Array.from(found, ({ similarity }) => similarity));
    countSupports(supports, found);
    await between();
  }
  const all = joined(values);
  const [low, high] = all.reduce(([least, most], s) => [Math.min(least, s), Math.max(most, s)], [0, 0]);
  return {
    similarities: histogram(all, low, high, SLICES),
    supports: {
      edges: Array.from({ length: supports.length + 1 }, (_, i) => 2 ** i),
      counts: Array.from(supports, (count) => count ?? 0),
    },
    pairs: all.length,
    rows,
  };
}

function countSupports(counts: number[], found: readonly NearEntity[]): void {
  for (const { support } of found) {
    const bin = Math.floor(Math.log2(support));
    while (counts.length <= bin) counts.push(0);
    counts[bin]!++;
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
