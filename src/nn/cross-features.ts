import type { Operation, Tensor } from '../compute/backend';
import type { Csr } from '../data/dataset';
import type { IdsOfBatch } from './embedding';
import type { LayerContext } from './layers/layer';
import type { Parameter, ParameterLayout } from './parameters';

/**
 * A linear model over the cross-product transformation of user features x and item features y (Cheng et al. 2016,
 * §3.1): Σ_ab w_ab·x_a·y_b = x·W·yᵀ. A constant feature on both sides gives the features' own weights and the bias too.
 */
export class CrossFeatures {
  readonly weights: Parameter;
  readonly #users: Float32Array;
  readonly #items: Float32Array;
  readonly #columns: readonly [number, number];

  constructor(layout: ParameterLayout, users: Csr, items: Csr) {
    this.#columns = [users.columns + 1, items.columns + 1];
    [this.#users, this.#items] = [withConstant(users), withConstant(items)];
    const start = { constant: 0 };
    this.weights = layout.add({
      name: 'wide weights',
      shape: this.#columns,
      initializer: start,
      decay: true,
    });
  }

  /**
   * out = bias + x·W·yᵀ of each row.
   *
   * @returns the way there, and the way back from ∂L/∂out, which `out` holds by then
   */
  prepare(
    { backend, scope, rows, store, training }: LayerContext,
    users: IdsOfBatch,
    items: IdsOfBatch,
    bias: Tensor<'f32'>,
    out: Tensor<'f32'>,
  ): { readonly forward: readonly Operation[]; readonly backward: readonly Operation[] } {
    const { kernels } = backend;
    const [m, n] = this.#columns;
    const y = scope.tensor('f32', rows * n, 'wide: item features');
    const projected = scope.tensor('f32', rows * n, 'wide: projected');
    const upload = (table: Float32Array) => scope.upload(table, 'wide: features');
    const gather = (ids: Tensor<'u32'>, table: Tensor<'f32'>, target: Tensor<'f32'>, width: number) =>
      kernels.gatherRows(scope, { ids, table, out: target, count: rows, width });
    const project = (of: Tensor<'f32'>, count: number, to: Tensor<'f32'>) =>
      kernels.gemm(scope, {
        ...{ a: of, b: store.values, bOffset: this.weights.offset, out: to },
        ...{ m: count, n, k: m },
      });
    const meet = [
      gather(items.ids, upload(this.#items), y, n),
      kernels.rowDots(scope, { a: projected, b: y, bias, rows, width: n, out }),
    ];
    if (!training) {
      // x·W once for each user rather than for each pair.
      const count = this.#users.length / m;
      const table = scope.tensor('f32', count * n, 'wide: projected users');
      backend.run([project(upload(this.#users), count, table)]);
      return { forward: [gather(users.ids, table, projected, n), ...meet], backward: [] };
    }
    const x = scope.tensor('f32', rows * m, 'wide: user features');
    const forward = [gather(users.ids, upload(this.#users), x, m), project(x, rows, projected), ...meet];
    // `projected` is not needed any more: it takes ∂L/∂out · y.
    const scaled = projected;
    const backward = [
      kernels.scaleRows(scope, { a: y, scale: out, rows, width: n, out: scaled }),
      kernels.gemm(scope, {
        ...{ a: x, b: scaled, out: store.gradients, outOffset: this.weights.offset },
        ...{ m, n, k: rows, transposeA: true },
      }),
    ];
    return { forward, backward };
  }
}

/** Dense rows [1, x]. */
function withConstant({ rows, columns, offsets, indices, values }: Csr): Float32Array {
  const width = columns + 1;
  const dense = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    dense[row * width] = 1;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) dense[row * width + 1 + indices[p]!] = values[p]!;
  }
  return dense;
}
