/** Pairs as rows of a sparse matrix: what `sampledDense` computes at once. */
export interface Requests {
  /** Rows that are asked for, ascending. */
  readonly rows: Uint32Array;
  /** u32[rows of the matrix + 1] */
  readonly offsets: Uint32Array;
  /** Column of each entry. */
  readonly columns: Uint32Array;
  /** Where each entry stood in the pairs. */
  readonly positions: Uint32Array;
}

/** Groups the pairs (rowOf[i], columnOf[i]) by row, in their order within a row. */
export function requestsByRow(rows: number, rowOf: Uint32Array, columnOf: Uint32Array): Requests {
  const offsets = new Uint32Array(rows + 1);
  for (const row of rowOf) offsets[row + 1]!++;
  for (let row = 0; row < rows; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const [columns, positions] = [new Uint32Array(rowOf.length), new Uint32Array(rowOf.length)];
  rowOf.forEach((row, position) => {
    const entry = next[row]!++;
    columns[entry] = columnOf[position]!;
    positions[entry] = position;
  });
  const asked = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => offsets[row + 1]! > offsets[row]!,
  );
  return { rows: asked, offsets, columns, positions };
}
