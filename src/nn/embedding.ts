import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import { Random } from '../compute/random';
import { initialize, type Initializer } from './initializers';

/** A vector for each user or item, f32[rows × width], in a tensor of its own: a step touches a few rows of many. */
export class EmbeddingTable {
  readonly values: Tensor<'f32'>;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly name: string,
    readonly rows: number,
    readonly width: number,
    initializer: Initializer,
    seed: number,
  ) {
    const start = new Float32Array(rows * width);
    initialize(start, initializer, [rows, width], new Random(seed, `initial ${name}`));
    this.values = scope.upload(start, name);
  }

  async read(): Promise<{ readonly shape: readonly number[]; readonly data: Float32Array<ArrayBuffer> }> {
    return { shape: [this.rows, this.width], data: await this.backend.read(this.values) };
  }

  write(data: Float32Array | Uint32Array): void {
    if (data.length !== this.values.length)
      throw new Error(`“${this.name}” has ${data.length} values, not ${this.values.length}`);
    this.backend.write(this.values, Float32Array.from(data));
  }
}

/** The table rows of a batch's positions, and the positions in order of them. */
export interface IdsOfBatch {
  readonly ids: Tensor<'u32'>;
  readonly sorted: Tensor<'u32'>;
  /** Neighbouring positions that hold the same id (see `SortIdsSpec`; default 1). */
  readonly group?: number;
}

/**
 * Ids for `rows` positions (padded to a multiple of 4), and the operation that sorts them.
 * @param group see `IdsOfBatch`
 */
export function newIds(
  backend: Backend,
  scope: Scope,
  rows: number,
  label: string,
  group = 1,
): IdsOfBatch & { readonly sort: Operation } {
  return sorting(backend, scope, scope.tensor('u32', padded(rows), label), group);
}

/** The same for ids that are there: a multiple of 4. */
export function sorting(
  backend: Backend,
  scope: Scope,
  ids: Tensor<'u32'>,
  group = 1,
): IdsOfBatch & { readonly sort: Operation } {
  const sorted = scope.tensor('u32', ids.length, `${ids.label} sorted`);
  return { ids, sorted, group, sort: backend.kernels.sortIds(scope, { ids, sorted, group }) };
}

/** Room for ids of `count` positions that the device fills; NO_ROW where it does not. */
export function emptyIds(scope: Scope, count: number, label: string): Tensor<'u32'> {
  return scope.upload(new Uint32Array(padded(count)).fill(NO_ROW), label);
}

/** Sorting works on four at a time. */
function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}
