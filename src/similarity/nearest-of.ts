import type { FeatureMatrix } from './features';
import type { MeasureSpec } from './options';
import { RowMerge } from './row-merge';

/** One entity's neighbour. */
export interface NearEntity {
  readonly code: number;
  readonly similarity: number;
  /** Features in common. */
  readonly support: number;
}

/**
 * The `count` nearest of one entity by similarity > 0 in f64, nearest first; similarities equal as f32 stand in
 * ascending order of code, as in `NeighbourLists`.
 */
export function nearestOf(
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  entity: number,
  count: number,
): readonly NearEntity[] {
  return similaritiesOf(matrix, spec, entity)
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => Math.fround(b.similarity) - Math.fround(a.similarity) || a.code - b.code)
    .slice(0, count);
}

/** Every entity that shares a feature with `entity`, by code: for distributions and heat maps. */
export function similaritiesOf(matrix: FeatureMatrix, spec: MeasureSpec, entity: number): NearEntity[] {
  const row = new RowMerge(matrix, spec);
  row.merge(entity);
  const values = row.similarities(entity);
  return Array.from(row.touched.subarray(0, row.touchedCount), (code, i) => ({
    code,
    similarity: values[i]!,
    support: row.support(code),
  }))
    .filter(({ code }) => code !== entity)
    .sort((a, b) => a.code - b.code);
}
