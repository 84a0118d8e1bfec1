import type { LocalizedText } from '../../language';
import type { Csr } from '../dataset';
import { offsetsOf } from '../csr';

/** What a column describes; a crossing names both. */
export type FeatureGroup =
  | 'category'
  | 'brand'
  | 'price'
  | 'price bucket'
  | 'word'
  | 'category × price bucket'
  | 'activity'
  | 'hour'
  | 'weekday';

export interface FeatureColumn {
  readonly group: FeatureGroup;
  readonly name: LocalizedText;
}

export type FeatureEntry = readonly [column: number, value: number];

/** Columns that one encoder made, fitted on the training part, and each row's nonzeros. */
export interface FeatureBlock {
  readonly columns: readonly FeatureColumn[];
  readonly rows: readonly (readonly FeatureEntry[])[];
}

/** Features of users or items: a sparse matrix (position = code) with a description of every column. */
export interface FeatureTable {
  readonly columns: readonly FeatureColumn[];
  readonly matrix: Csr;
}

/** Blocks side by side. All have as many rows. */
export function joinBlocks(rows: number, blocks: readonly FeatureBlock[]): FeatureTable {
  const columns = blocks.flatMap((block) => block.columns);
  const [rowOf, indices, values]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < rows; row++) {
    let first = 0;
    for (const block of blocks) {
      for (const [column, value] of [...block.rows[row]!].sort(([a], [b]) => a - b)) {
        rowOf.push(row);
        indices.push(first + column);
        values.push(value);
      }
      first += block.columns.length;
    }
  }
  return {
    columns,
    matrix: {
      rows,
      columns: columns.length,
      offsets: offsetsOf(rows, Uint32Array.from(rowOf)),
      indices: Uint32Array.from(indices),
      values: Float32Array.from(values),
      timestamps: null,
    },
  };
}

/** The columns that `keep` names, in their old order, as a table of their own. */
export function selectColumns(table: FeatureTable, keep: (column: FeatureColumn) => boolean): FeatureTable {
  const target = new Int32Array(table.columns.length).fill(-1);
  const columns = table.columns.filter((column, i) => {
    if (!keep(column)) return false;
    target[i] = 1;
    return true;
  });
  let next = 0;
  for (let i = 0; i < target.length; i++) if (target[i] === 1) target[i] = next++;
  const { matrix } = table;
  const rows = Array.from({ length: matrix.rows }, (_, row) =>
    entriesOf(matrix, row).flatMap(([column, value]): FeatureEntry[] =>
      target[column]! < 0 ? [] : [[target[column]!, value]],
    ),
  );
  return joinBlocks(matrix.rows, [{ columns, rows }]);
}

/** The nonzeros of a row. */
export function entriesOf({ offsets, indices, values }: Csr, row: number): FeatureEntry[] {
  const entries: FeatureEntry[] = [];
  for (let p = offsets[row]!; p < offsets[row + 1]!; p++) entries.push([indices[p]!, values[p]!]);
  return entries;
}
