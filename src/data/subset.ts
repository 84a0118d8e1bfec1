import { rowsOf } from './csr';
import type { Dataset } from './dataset';
import { datasetOf, selectPairs, type Pairs } from './pairs';

/**
 * The interactions for which `keep` (one byte for each nonzero of `byUser`) holds 1, as a data set with the same ids
 * and codes. `ratingRange` stays that of the whole, so that predictions are clipped alike in all parts of a split.
 */
export function subset(dataset: Dataset, keep: Uint8Array): Dataset {
  return { ...datasetOf(selectPairs(pairsOf(dataset), keep), dataset), ratingRange: dataset.ratingRange };
}

/** The pairs behind a data set, sharing its arrays. */
export function pairsOf(dataset: Dataset): Pairs {
  return {
    users: rowsOf(dataset.byUser),
    items: dataset.byUser.indices,
    values: dataset.byUser.values,
    timestamps: dataset.byUser.timestamps,
    order: dataset.order,
  };
}
