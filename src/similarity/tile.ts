import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { NO_ROW, SUMS_WIDTH, type CoRatedSums, type MeasureSpec } from '../compute/contracts/similarity';
import { DenseSums } from './dense-sums';
import { uploadAfter, uploadMatrix, uploadStatistics } from './device-matrix';
import type { FeatureMatrix } from './features';
import { sumsKind } from './sums-kind';

/** Bytes that a tile's sums and similarities may take, at most, beside a quarter of the budget. */
const TILE_BYTES = 64 * 2 ** 20;
const MOST_ROWS = 256;

/** Rows of a tile: as many as the memory set aside for it holds. */
export function tileRows(backend: Backend, entities: number, sums: CoRatedSums): number {
  const bytes = Math.min(TILE_BYTES, backend.memory.budget / 4);
  return Math.max(1, Math.min(MOST_ROWS, entities, Math.floor(bytes / tileRowBytes(entities, sums))));
}

export function tileRowBytes(entities: number, sums: CoRatedSums): number {
  return 4 * entities * (SUMS_WIDTH[sums] + 1);
}

/** How the sums of a tile are taken; by the row merge against all entities unless it says else. */
export interface TileOptions {
  /** Only entities after the row (symmetric measures). */
  readonly after?: boolean;
  /** By dense products, so many features at a time; what lies before a row is there too then. 0: not so. */
  readonly denseColumns?: number;
}

/**
 * The similarities of a few entities to all, or to those after each of them: a tile that is computed, used and
 * overwritten, never stored whole. −∞ stands for an entity itself, for similarities that are not positive, and for
 * what was left out: none of them is a neighbour.
 */
export class SimilarityTile {
  /** f32[rows × entities] */
  readonly similarities: Tensor<'f32'>;
  readonly operations: readonly Operation[];
  readonly #rows: Tensor<'u32'>;
  readonly #dense: DenseSums | null = null;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    matrix: FeatureMatrix,
    spec: MeasureSpec,
    readonly rows: number,
    { after = false, denseColumns = 0 }: TileOptions = {},
  ) {
    const columns = matrix.entities;
    const kind = sumsKind(matrix, spec);
    const sums = scope.tensor('f32', rows * columns * SUMS_WIDTH[kind], 'tile sums');
    this.similarities = scope.tensor('f32', rows * columns, 'tile similarities');
    this.#rows = scope.tensor('u32', rows, 'tile rows');
    if (denseColumns > 0) {
      const ones = kind === 'count';
      this.#dense = new DenseSums(backend, scope, matrix, { rows, columns: denseColumns, ones, out: sums });
    }
    const shared = { rows: this.#rows, tile: rows, columns, sums: kind, out: sums };
    const merge = () =>
      after
        ? backend.kernels.coRatedAfter(scope, { ...shared, ...uploadAfter(scope, matrix) })
        : backend.kernels.coRated(scope, { ...shared, ...uploadMatrix(scope, matrix) });
    this.operations = [
      ...(this.#dense?.operations ?? [merge()]),
      backend.kernels.similarity(scope, {
        ...measureOf(spec),
        rows: this.#rows,
        tile: rows,
        columns,
        features: matrix.features,
        sums,
        kind,
        statistics: uploadStatistics(scope, matrix),
        candidates: true,
        out: this.similarities,
      }),
    ];
  }

  /** Chooses the entities that the next run of `operations` computes; at most `rows` of them. */
  choose(entities: Uint32Array): void {
    const padded = new Uint32Array(this.rows).fill(NO_ROW);
    padded.set(entities);
    this.backend.write(this.#rows, padded);
    this.#dense?.choose(entities);
  }
}

/** The measure alone, without what else the options hold. */
export function measureOf(spec: MeasureSpec): MeasureSpec {
  const { measure, shrinkage, minSupport, significance, amplification, alpha, beta } = spec;
  return { measure, shrinkage, minSupport, significance, amplification, alpha, beta };
}
