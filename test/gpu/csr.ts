import type { Scope } from '../../src/compute/backend';
import type { CsrTensors } from '../../src/compute/contracts/select';

/** Ascending lists of distinct columns. */
export interface Lists {
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  row(r: number): number[];
}

export function listsOf(rows: readonly (readonly number[])[]): Lists {
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, r) => (offsets[r + 1] = offsets[r]! + row.length));
  return { offsets, indices: Uint32Array.from(rows.flat()), row: (r) => [...rows[r]!] };
}

/** Fixed pseudo-random lists with about `density` of the columns each; every fifth is empty. */
export function randomCsr(rows: number, columns: number, density: number): Lists {
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
  return listsOf(
    Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => c).filter(() => random() < density && r % 5 !== 4),
    ),
  );
}

export function uploadCsr(scope: Scope, { offsets, indices }: Lists): CsrTensors {
  return { offsets: scope.upload(offsets, 'offsets'), indices: scope.upload(indices, 'indices') };
}
