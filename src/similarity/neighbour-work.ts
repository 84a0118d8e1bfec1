import type { CoRatedSums, MeasureSpec } from '../compute/contracts/similarity';
import { exactInAnyOrder } from './any-order';
import type { FeatureMatrix } from './features';
import { sumsKind } from './sums-kind';

/** The size of a matrix. */
export interface MatrixShape {
  readonly entities: number;
  readonly features: number;
  readonly nonzeros: number;
}

/** All that a plan needs to know of a matrix. */
export interface NeighbourWork extends MatrixShape {
  /** What is summed over shared features. */
  readonly sums: CoRatedSums;
  /** Σ over the features of (entities that have it)²: what the row merge of all rows against all entities adds. */
  readonly updates: number;
  /** The f32 sums have the same bits in any order: see `exactInAnyOrder`. */
  readonly anyOrder: boolean;
}

/** Two passes over the values, one over the features. */
export function workOf(matrix: FeatureMatrix, spec: MeasureSpec): NeighbourWork {
  const { entities, features, indices, featureOffsets } = matrix;
  const sums = sumsKind(matrix, spec);
  let updates = 0;
  for (let f = 0; f < features; f++) updates += (featureOffsets[f + 1]! - featureOffsets[f]!) ** 2;
  return {
    entities,
    features,
    nonzeros: indices.length,
    sums,
    updates,
    anyOrder: exactInAnyOrder(matrix, sums),
  };
}
