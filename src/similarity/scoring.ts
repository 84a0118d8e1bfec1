import type { Backend, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import { uploadSegmented, uploadSparse, type SparseRows } from './device-matrix';

/** Scores of users for all items, f32[tile × items], that stay on the device. */
export interface SparseScorer {
  readonly out: Tensor<'f32'>;
  readonly tile: number;
  score(users: Uint32Array): void;
}

/**
 * score(u, ·) = Σⱼ left[u, j] · right[j, ·]. For item k-NN `left` is what users rated and `right[j, i]` the similarity
 * that i's list gives j; for user k-NN `left` is the users' neighbour lists and `right` what those rated
 * (the ranking form of Dacrema et al. 2021).
 */
export function sparseScorer(
  backend: Backend,
  scope: Scope,
  tile: number,
  left: SparseRows,
  right: SparseRows,
  items: number,
): SparseScorer {
  const rows = scope.tensor('u32', tile, 'users');
  const out = scope.tensor('f32', tile * items, 'scores');
  const operation = backend.kernels.sparseProduct(scope, {
    rows,
    tile,
    left: uploadSparse(scope, left, 'left'),
    right: uploadSegmented(scope, right, items, 'right'),
    columns: items,
    out,
  });
  return {
    out,
    tile,
    score(users) {
      const padded = new Uint32Array(tile).fill(NO_ROW);
      padded.set(users);
      backend.write(rows, padded);
      backend.run([operation]);
    },
  };
}
