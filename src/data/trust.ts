import { ResearcherError } from '../errors';
import { offsetsOf } from './csr';
import type { Csr, Dataset } from './dataset';

/** The data set's trust links. Throws where none were given. */
export function trustOf({ trust }: Dataset, model: string): Csr {
  if (trust) return trust;
  throw new ResearcherError(
    'data.trust-missing',
    {
      en: `“${model}” needs to know whom users trust. Give a file of links as data.trustPath.`,
      zh: `“${model}”需要用户之间的信任关系。请通过 data.trustPath 提供关系文件。`,
    },
    { path: 'data.trustPath' },
  );
}

/** The greater of both values where both have a link. */
export function union(a: Csr, b: Csr): Csr {
  return sparse(a.rows, (row) => {
    const entries = new Map<number, number>();
    for (const { offsets, indices, values } of [a, b])
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++)
        entries.set(indices[p]!, Math.max(values[p]!, entries.get(indices[p]!) ?? 0));
    return entries;
  });
}

/**
 * Trust propagated along links (MoleTrust with a horizon; Massa & Avesani 2007): whoever is d ≤ horizon links away is
 * trusted (horizon − d + 1)/horizon, d the shortest way. One row a user, ascending.
 */
export function propagated({ rows, offsets, indices }: Csr, horizon: number): Csr {
  return sparse(rows, (user) => {
    const distances = new Map([[user, 0]]);
    let frontier = [user];
    for (let d = 1; d <= horizon && frontier.length > 0; d++) {
      const next: number[] = [];
      for (const at of frontier)
        for (let p = offsets[at]!; p < offsets[at + 1]!; p++)
          if (!distances.has(indices[p]!)) {
            distances.set(indices[p]!, d);
            next.push(indices[p]!);
          }
      frontier = next;
    }
    distances.delete(user);
    return new Map([...distances].map(([other, d]) => [other, (horizon - d + 1) / horizon]));
  });
}

/** (1 − share)·I + share·(rows of `links` over their sum); a row without links stays as it is. */
export function towardsLinked({ rows, offsets, indices, values }: Csr, share: number): Csr {
  return sparse(rows, (row) => {
    const [first, end] = [offsets[row]!, offsets[row + 1]!];
    const sum = values.subarray(first, end).reduce((total, value) => total + value, 0);
    const entries = new Map([[row, sum > 0 ? 1 - share : 1]]);
    for (let p = first; p < end; p++) entries.set(indices[p]!, (share * values[p]!) / sum);
    return entries;
  });
}

/** A square matrix from the entries of its rows. */
function sparse(rows: number, entriesOf: (row: number) => ReadonlyMap<number, number>): Csr {
  const [rowOf, columns, values]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < rows; row++)
    for (const [column, value] of [...entriesOf(row)].sort(([a], [b]) => a - b)) {
      rowOf.push(row);
      columns.push(column);
      values.push(value);
    }
  return {
    ...{ rows, columns: rows, timestamps: null },
    offsets: offsetsOf(rows, Uint32Array.from(rowOf)),
    indices: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}
