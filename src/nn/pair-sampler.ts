import type { Backend, Operation, Scope } from '../compute/backend';
import type { SparseRows } from '../compute/contracts/nn';
import { Batches } from './batches';
import { newIds, type IdsOfBatch } from './embedding';

export interface PairSource {
  /** u32[2 · pairs]: user and item of each known pair. */
  readonly pairs: Uint32Array;
  /** What each user has seen; its columns are the items. */
  readonly seen: SparseRows;
  /** Items drawn a known pair. */
  readonly negatives: number;
  readonly sampling: 'uniform' | 'popularity';
  /** The items that uniform draws are from (default: all). */
  readonly drawn?: Uint32Array;
}

/** Batches of known pairs, each with items that its user has not seen, drawn anew on the device at each step. */
export class PairSampler {
  readonly batches: Batches;
  /** Rows a known pair stands for: itself and its sampled items. */
  readonly group: number;
  /** Rows of a full batch. */
  readonly rows: number;
  readonly users: IdsOfBatch;
  readonly items: IdsOfBatch;
  /** Moves to the next batch and draws it. */
  readonly next: readonly Operation[];
  /** Puts the positions in order of users and of items, for the tables' steps. */
  readonly sort: readonly Operation[];

  /** @param batchSize rows of a batch: known pairs and sampled ones together */
  constructor(
    readonly backend: Backend,
    scope: Scope,
    source: PairSource,
    batchSize: number,
    seed: number,
  ) {
    this.group = 1 + source.negatives;
    const known = Math.max(1, Math.floor(batchSize / this.group));
    this.batches = new Batches(backend, scope, source.pairs.length / 2, known);
    const { batch } = this.batches;
    this.rows = batch.size * this.group;
    const users = newIds(backend, scope, this.rows, 'users of the batch', this.group);
    const items = newIds(backend, scope, this.rows, 'items of the batch');
    [this.users, this.items] = [users, items];
    const sample = backend.kernels.samplePairs(scope, {
      batch,
      group: this.group,
      pairs: scope.upload(source.pairs, 'known pairs'),
      seen: source.seen,
      sampling: source.sampling,
      ...(source.drawn ? { drawn: scope.upload(source.drawn, 'items to draw') } : {}),
      seed,
      users: users.ids,
      items: items.ids,
    });
    this.next = [this.batches.advance, sample];
    this.sort = [users.sort, items.sort];
  }

  /** The label of each row: 1 for known pairs, 0 for sampled ones. */
  labels(): Float32Array {
    return Float32Array.from({ length: this.rows }, (_, row) => Number(row % this.group === 0));
  }
}
