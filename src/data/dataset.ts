import type { LocalizedText } from '../language';
import type { IdIndex } from './interactions';

/** Compressed sparse rows. Row r holds `indices[offsets[r] … offsets[r+1])`, ascending and without repeats. */
export interface Csr {
  readonly rows: number;
  readonly columns: number;
  /** u32[rows + 1] */
  readonly offsets: Uint32Array;
  /** u32[nonzeros], ascending within a row */
  readonly indices: Uint32Array;
  /** f32[nonzeros]: the rating, or 1 for implicit feedback */
  readonly values: Float32Array;
  /** f64[nonzeros] Unix seconds in the order of `indices`, where known */
  readonly timestamps: Float64Array | null;
}

/**
 * Interactions with encoded ids, both ways round. All views of one split share `userIds` and `itemIds`,
 * so a code means the same everywhere; a view may hold users or items without any interaction.
 */
export interface Dataset {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  readonly userIds: IdIndex;
  readonly itemIds: IdIndex;
  readonly byUser: Csr;
  readonly byItem: Csr;
  readonly hasRatings: boolean;
  readonly hasTimestamps: boolean;
  /** Least and greatest rating present ([1, 1] for implicit feedback). */
  readonly ratingRange: readonly [min: number, max: number];
  /** For each nonzero of `byUser`: its row in the source, which breaks ties of time (stable file order). */
  readonly order: Uint32Array;
  readonly itemMetadata: ItemMetadata | null;
  /** Whom each user trusts (or follows): users × users, where such a file was given. */
  readonly trust?: Csr | null;
}

/** What is known of items beside interactions; position = item code. Any field may be absent. */
export interface ItemMetadata {
  readonly titles: readonly LocalizedText[] | null;
  readonly categories: readonly (readonly LocalizedText[])[] | null;
  readonly brands: readonly (LocalizedText | null)[] | null;
  readonly prices: Float32Array | null;
}

/** One hold-out of a data set. All parts share ids. */
export interface Split {
  /** e.g. `fold 3 of 5`, or the protocol's name */
  readonly name: string;
  readonly train: Dataset;
  readonly validation: Dataset | null;
  readonly test: Dataset;
  /** Listed candidates per user (NCF protocol): `negatives.byUser` row = the candidates beside the test items. */
  readonly candidates: Csr | null;
  readonly warnings: readonly Warning[];
}

/** Something a reviewer would ask about. `code` is stable; `text` is shown. */
export interface Warning {
  readonly code: string;
  readonly text: LocalizedText;
}
