import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { uploadSparse, type SparseRows } from './device-matrix';
import type { FeatureMatrix } from './features';
import type { MeasureSpec } from './options';
import { sumsKind } from './sums-kind';
import { SimilarityTile, tileRows } from './tile';
import type { SparseTensors } from '../compute/contracts/similarity';

/** Pairs that one dispatch takes at most; tiles with more are done in several. */
const PAIRS_PER_RUN = 16_384;
/** Pairs on the device at a time. */
const PAIRS_PER_UPLOAD = 2 ** 20;

export interface NeighbourMeans {
  /** f32[pairs]: Σ s·value / Σ s over the neighbours found, 0 where none was */
  readonly means: Float32Array;
  /** u32[pairs] */
  readonly found: Uint32Array;
}

/**
 * Weighted means over the k nearest entities of a list, for pairs (entity, list): the heart of k-NN prediction.
 * For user k-NN the list is an item's raters, for item k-NN a user's rated items. Pairs are sorted by entity, so
 * each entity's similarities are computed once, a tile of entities at a time.
 */
export class NeighbourPredictor {
  readonly #scope: Scope;
  readonly #matrix: FeatureMatrix;
  readonly #lists: SparseTensors;
  readonly #tile: SimilarityTile;

  constructor(
    readonly backend: Backend,
    matrix: FeatureMatrix,
    readonly spec: MeasureSpec,
    lists: SparseRows,
    readonly neighbours: number,
  ) {
    this.#scope = backend.scope('k-NN prediction');
    this.#matrix = matrix;
    this.#lists = uploadSparse(this.#scope, lists, 'lists');
    const rows = tileRows(backend, matrix.entities, sumsKind(matrix, spec));
    this.#tile = new SimilarityTile(backend, this.#scope, matrix, spec, rows);
  }

  /** @param checkpoint awaited between tiles */
  async predict(
    entities: Uint32Array,
    lists: Uint32Array,
    checkpoint: () => Promise<unknown>,
  ): Promise<NeighbourMeans> {
    const means = new Float32Array(entities.length);
    const found = new Uint32Array(entities.length);
    const order = sortedBy(entities, this.#matrix.entities);
    for (let first = 0; first < order.length; first += PAIRS_PER_UPLOAD) {
      const part = order.subarray(first, first + PAIRS_PER_UPLOAD);
      const result = await this.#predictSorted(part, entities, lists, checkpoint);
      part.forEach((pair, position) => {
        means[pair] = result.means[position]!;
        found[pair] = result.found[position]!;
      });
    }
    return { means, found };
  }

  async #predictSorted(
    order: Uint32Array,
    entities: Uint32Array,
    lists: Uint32Array,
    checkpoint: () => Promise<unknown>,
  ): Promise<NeighbourMeans> {
    const tiles = this.#tiles(order, entities);
    const pairs = new Uint32Array(2 * order.length);
    for (const { rows, first, end } of tiles) {
      const rowOf = new Map(Array.from(rows, (entity, row) => [entity, row] as const));
      for (let p = first; p < end; p++) {
        pairs[2 * p] = rowOf.get(entities[order[p]!]!)!;
        pairs[2 * p + 1] = lists[order[p]!]!;
      }
    }
    const scope = this.backend.scope('k-NN pairs');
    try {
      const out = scope.tensor('f32', order.length, 'means');
      const found = scope.tensor('u32', order.length, 'found');
      const cursor = scope.tensor('u32', 2, 'cursor');
      const predict = this.backend.kernels.knnPredict(scope, {
        similarities: this.#tile.similarities,
        columns: this.#matrix.entities,
        lists: this.#lists,
        pairs: scope.upload(pairs, 'pairs'),
        cursor,
        capacity: Math.min(PAIRS_PER_RUN, order.length),
        neighbours: this.neighbours,
        out,
        found,
      });
      for (const tile of tiles) {
        this.#runTile(tile, cursor, predict);
        await checkpoint();
      }
      return { means: await this.backend.read(out), found: await this.backend.read(found) };
    } finally {
      scope.dispose();
    }
  }

  #runTile({ rows, first, end }: PairTile, cursor: Tensor<'u32'>, predict: Operation): void {
    this.#tile.choose(rows);
    this.backend.run(this.#tile.operations);
    for (let from = first; from < end; from += PAIRS_PER_RUN) {
      this.backend.write(cursor, Uint32Array.of(from, Math.min(end, from + PAIRS_PER_RUN)));
      this.backend.run([predict]);
    }
  }

  /** Cuts sorted pairs into runs of at most as many different entities as a tile has rows. */
  #tiles(order: Uint32Array, entities: Uint32Array): PairTile[] {
    const tiles: PairTile[] = [];
    let rows: number[] = [];
    let first = 0;
    const close = (end: number) => {
      if (rows.length) tiles.push({ rows: Uint32Array.from(rows), first, end });
      [rows, first] = [[], end];
    };
    for (let p = 0; p < order.length; p++) {
      const entity = entities[order[p]!]!;
      if (entity === rows.at(-1)) continue;
      if (rows.length === this.#tile.rows) close(p);
      rows.push(entity);
    }
    close(order.length);
    return tiles;
  }

  dispose(): void {
    this.#scope.dispose();
  }
}

interface PairTile {
  readonly rows: Uint32Array;
  /** Pairs [first, end) of the sorted order. */
  readonly first: number;
  readonly end: number;
}

/** Positions in ascending order of key, stable (counting sort). */
function sortedBy(keys: Uint32Array, range: number): Uint32Array {
  const next = new Uint32Array(range + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < range; key++) next[key + 1]! += next[key]!;
  const order = new Uint32Array(keys.length);
  for (let position = 0; position < keys.length; position++) order[next[keys[position]!]!++] = position;
  return order;
}
