import type { ItemMetadata } from './dataset';

/**
 * What a reader makes of a file: one typed column a field, in file order, ids already encoded.
 * Rows that could not be read are kept beside it, never dropped in silence.
 */
export interface InteractionTable {
  /** Row count of the columns below. */
  readonly length: number;
  readonly userIds: IdIndex;
  readonly itemIds: IdIndex;
  /** Code of each row's user in `userIds`. */
  readonly users: Uint32Array;
  /** Code of each row's item in `itemIds`. */
  readonly items: Uint32Array;
  /** Rating of each row (NaN where this row carries none), or null where the source has none (implicit feedback). */
  readonly ratings: Float32Array | null;
  /** Unix time in seconds, or null where the source has none. */
  readonly timestamps: Float64Array | null;
  readonly rejected: RejectedRows;
  /** How the source was understood: format, encoding, delimiter, columns. Shown to the user. */
  readonly source: SourceDescription;
  /** What the source says of items beside interactions, by code in `itemIds`. */
  readonly itemMetadata?: ItemMetadata | null;
}

/** Original ids in order of first appearance; the code of an id is its position. */
export interface IdIndex {
  readonly size: number;
  /** The original id of a code. */
  id(code: number): string;
  /** The code of an original id, or undefined. */
  code(id: string): number | undefined;
  readonly ids: readonly string[];
}

export interface RejectedRow {
  /** Line in the (decompressed) file, counted from 1. */
  readonly line: number;
  readonly column: string | null;
  readonly reason: RejectionReason;
  /** The start of the row, at most 200 characters. */
  readonly text: string;
}

export type RejectionReason =
  | 'too-few-fields'
  | 'too-many-fields'
  | 'empty-user'
  | 'empty-item'
  | 'rating-not-a-number'
  | 'timestamp-not-a-number'
  | 'missing-quote'
  | 'line-too-long'
  | 'not-json'
  | 'cancellation'
  | 'not-a-product'
  | 'quantity-not-positive'
  | 'price-not-positive';

export interface RejectedRows {
  readonly count: number;
  readonly byReason: Readonly<Partial<Record<RejectionReason, number>>>;
  /** The first 1,000 of them. */
  readonly rows: readonly RejectedRow[];
}

export interface SourceDescription {
  /** File name, or the simulated store's. For an archive: `archive.zip/member`. */
  readonly name: string;
  readonly format: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly header: readonly string[] | null;
  readonly columns: Readonly<Record<'user' | 'item' | 'rating' | 'timestamp', string | number | null>>;
  /** The first rows as split fields, for the preview. */
  readonly preview: readonly (readonly string[])[];
  /** SHA-256 of the bytes read, hex. For the simulated store: of its columns. */
  readonly sha256: string;
}
