import type { Csr } from './dataset';

/** Start of each row from the count of its entries: u32[rows + 1], the last is the total. */
export function offsetsOf(rows: number, rowOfEntry: Uint32Array): Uint32Array {
  const offsets = new Uint32Array(rows + 1);
  for (let entry = 0; entry < rowOfEntry.length; entry++) offsets[rowOfEntry[entry]! + 1]!++;
  for (let row = 0; row < rows; row++) offsets[row + 1]! += offsets[row]!;
  return offsets;
}

/** The row of every nonzero: u32[nonzeros]. */
export function rowsOf(csr: Csr): Uint32Array {
  const rows = new Uint32Array(csr.indices.length);
  for (let row = 0; row < csr.rows; row++) rows.fill(row, csr.offsets[row], csr.offsets[row + 1]);
  return rows;
}

/** Whether row `row` holds column `column` (binary search). */
export function hasEntry(csr: Csr, row: number, column: number): boolean {
  let low = csr.offsets[row]!;
  let high = csr.offsets[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = csr.indices[middle]!;
    if (found === column) return true;
    if (found < column) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** The same matrix by columns. Linear in the nonzeros; rows stay ascending because the source is read in order. */
export function transpose(csr: Csr): Csr {
  const nonzeros = csr.indices.length;
  const offsets = offsetsOf(csr.columns, csr.indices);
  const next = offsets.slice(0, csr.columns);
  const indices = new Uint32Array(nonzeros);
  const values = new Float32Array(nonzeros);
  const timestamps = csr.timestamps ? new Float64Array(nonzeros) : null;
  for (let row = 0; row < csr.rows; row++) {
    for (let entry = csr.offsets[row]!; entry < csr.offsets[row + 1]!; entry++) {
      const target = next[csr.indices[entry]!]!++;
      indices[target] = row;
      values[target] = csr.values[entry]!;
      if (timestamps) timestamps[target] = csr.timestamps![entry]!;
    }
  }
  return { rows: csr.columns, columns: csr.rows, offsets, indices, values, timestamps };
}

/** Entries ordered by (row, column, entry): two stable counting sorts, least significant key first. */
export function sortPairs(
  rows: number,
  columns: number,
  rowOfEntry: Uint32Array,
  columnOfEntry: Uint32Array,
): Uint32Array {
  const byColumn = countingSort(columns, columnOfEntry, null);
  return countingSort(rows, rowOfEntry, byColumn);
}

function countingSort(buckets: number, keys: Uint32Array, sequence: Uint32Array | null): Uint32Array {
  const next = offsetsOf(buckets, keys);
  const sorted = new Uint32Array(keys.length);
  for (let position = 0; position < keys.length; position++) {
    const entry = sequence === null ? position : sequence[position]!;
    sorted[next[keys[entry]!]!++] = entry;
  }
  return sorted;
}
