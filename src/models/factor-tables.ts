import type { Backend, Scope, Tensor } from '../compute/backend';
import { innerProductModel } from './onnx/factor-model';
import type { NamedTensor, Scorer } from './recommender';

/**
 * User and item factors on the device, f32[users × width] and f32[items × width]; a score is an inner product of two
 * rows. Lives until `dispose`.
 */
export class FactorTables {
  readonly users: Tensor<'f32'>;
  readonly items: Tensor<'f32'>;
  readonly #scope: Scope;

  constructor(
    readonly backend: Backend,
    readonly userCount: number,
    readonly itemCount: number,
    readonly width: number,
  ) {
    this.#scope = backend.scope('factors');
    this.users = this.#scope.tensor('f32', userCount * width, 'user factors');
    this.items = this.#scope.tensor('f32', itemCount * width, 'item factors');
  }

  /** out[r, i] = userFactors[users[r], :]·itemFactors[i, :] */
  scorer(scope: Scope, tile: number): Scorer {
    const { backend, width, itemCount } = this;
    const ids = scope.tensor('u32', tile, 'users');
    const rows = scope.tensor('f32', tile * width, 'factors of the tile');
    const out = scope.tensor('f32', tile * itemCount, 'scores');
    const operations = [
      backend.kernels.gatherRows(scope, { ids, table: this.users, out: rows, count: tile, width }),
      backend.kernels.gemm(scope, {
        a: rows,
        b: this.items,
        out,
        m: tile,
        n: itemCount,
        k: width,
        transposeB: true,
      }),
    ];
    return {
      out,
      tile,
      score(users) {
        backend.write(ids, users.slice());
        backend.run(operations);
      },
    };
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { backend, width } = this;
    return new Map([
      ['userFactors', { shape: [this.userCount, width], data: await backend.read(this.users) }],
      ['itemFactors', { shape: [this.itemCount, width], data: await backend.read(this.items) }],
    ]);
  }

  async toOnnx(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const { backend, width } = this;
    const table = async (tensor: Tensor<'f32'>, rows: number) => ({
      shape: [rows, width],
      data: await backend.read(tensor),
    });
    const [users, items] = [await table(this.users, this.userCount), await table(this.items, this.itemCount)];
    return innerProductModel(name, users, items);
  }

  static fromTensors(backend: Backend, tensors: ReadonlyMap<string, NamedTensor>): FactorTables {
    const [users, items] = [tensors.get('userFactors')!, tensors.get('itemFactors')!];
    const tables = new FactorTables(backend, users.shape[0]!, items.shape[0]!, users.shape[1]!);
    backend.write(tables.users, Float32Array.from(users.data));
    backend.write(tables.items, Float32Array.from(items.data));
    return tables;
  }

  dispose(): void {
    this.#scope.dispose();
  }
}
