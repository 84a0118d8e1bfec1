import type { Dataset } from '../data/dataset';
import type { SparseRows } from '../similarity/device-matrix';
import { rowsOfLists, transposeRows } from '../similarity/list-rows';
import type { NeighbourLists } from '../similarity/neighbour-lists';
import type { Axis } from '../similarity/options';
import { recencyRow, recencyWeighted } from '../similarity/recency';
import { combine, rowOf } from '../similarity/score-parts';
import type { KnnParameters } from './knn-parameters';

/** What ranking scores are the product of: score(u, ·) = left[u, ·] · right. */
export interface KnnFactors {
  /** User k-NN: a user's neighbours and how similar they are; item k-NN: what the user's interactions weigh. */
  readonly left: SparseRows;
  /** User k-NN: the interactions of users; item k-NN: what an interaction with an item gives to each other. */
  readonly right: SparseRows;
}

export function knnFactors(
  axis: Axis,
  train: Dataset,
  lists: NeighbourLists,
  { normalise, recency }: Pick<KnnParameters, 'normalise' | 'recency'>,
): KnnFactors {
  const similar = rowsOfLists(lists, normalise);
  if (axis === 'user') return { left: similar, right: train.byUser };
  return { left: recencyWeighted(train, recency), right: transposeRows(similar, train.items) };
}

/**
 * A user's scores as they would be without one interaction (item k-NN) or one neighbour (user k-NN), f64[items];
 * null: as they are.
 */
export function scoresWithout(
  axis: Axis,
  train: Dataset,
  { left, right }: KnnFactors,
  recency: number,
  user: number,
): (code: number | null) => Float64Array {
  if (axis === 'item') return (code) => combine(recencyRow(train, user, recency, code), right, train.items);
  const neighbours = rowOf(left, user);
  return (code) =>
    combine(
      neighbours.filter(([other]) => other !== code),
      right,
      train.items,
    );
}
