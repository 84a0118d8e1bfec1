import type { Backend, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import type { Csr } from '../data/dataset';
import { uploadSegmented, uploadSparse } from '../similarity/device-matrix';

/** Rows computed between two checkpoints. */
const ROWS = 256;

/**
 * X Xᵀ of a sparse matrix X, as a dense matrix on the device that belongs to `scope`: f32[rows × rows].
 *
 * @param rows X, with `values` in place of its own
 * @param columns Xᵀ
 * @param between called after every 256 rows
 */
export async function gramMatrix(
  backend: Backend,
  scope: Scope,
  rows: Csr,
  columns: Csr,
  values: { readonly ofRows: Float32Array; readonly ofColumns: Float32Array },
  between: () => Promise<unknown>,
): Promise<Tensor<'f32'>> {
  const n = rows.rows;
  const gram = scope.tensor('f32', n * n, 'gram matrix');
  const own = backend.scope('gram');
  try {
    const tile = Math.min(ROWS, n);
    const names = own.tensor('u32', tile, 'rows');
    const out = own.tensor('f32', tile * n, 'rows of the gram matrix');
    const operation = backend.kernels.sparseProduct(own, {
      rows: names,
      tile,
      left: uploadSparse(own, { ...rows, values: values.ofRows }, 'rows'),
      right: uploadSegmented(own, { ...columns, values: values.ofColumns }, n, 'columns'),
      columns: n,
      out,
    });
    for (let first = 0; first < n; first += tile) {
      const count = Math.min(tile, n - first);
      backend.write(
        names,
        Uint32Array.from({ length: tile }, (_, t) => (t < count ? first + t : NO_ROW)),
      );
      backend.run([operation]);
      backend.copy(out, 0, gram, first * n, count * n);
      await backend.finish();
      await between();
    }
  } finally {
    own.dispose();
  }
  return gram;
}
