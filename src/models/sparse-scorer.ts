import type { Backend, Scope, Tensor } from '../compute/backend';
import { BATCH_HEADER } from '../compute/contracts/nn';
import type { Csr } from '../data/dataset';
import { batchWords } from '../nn/batches';
import { uploadSparse } from '../similarity/device-matrix';
import type { Scorer } from './recommender';

/** Scores that are a user's interactions times a matrix of weights: out[r, :] = Σ_i values[p] · weights[i, :]. */
export function sparseScorer(
  backend: Backend,
  scope: Scope,
  tile: number,
  byUser: Csr,
  values: Float32Array,
  weights: Tensor<'f32'>,
): Scorer {
  const items = byUser.columns;
  const batch = { tensor: scope.tensor('u32', BATCH_HEADER + tile, 'users'), size: tile };
  const out = scope.tensor('f32', tile * items, 'scores');
  const sparse = uploadSparse(scope, { ...byUser, values }, 'interactions');
  const operation = backend.kernels.sparseDense(scope, {
    batch,
    matrix: { rows: byUser.rows, columns: items, offsets: sparse.offsets, indices: sparse.indices },
    values: sparse.values,
    weights,
    weightsOffset: 0,
    biasOffset: null,
    width: items,
    out,
  });
  return {
    out,
    tile,
    score(users) {
      backend.write(batch.tensor, batchWords(users));
      backend.run([operation]);
    },
  };
}
