import type { Dataset } from '../data/dataset';

/** What each user reads: |N(u)|^−½ at the items rated, 1 at column items + user. Users without ratings read nothing. */
export function historyRows({ users, items, byUser }: Dataset) {
  const { offsets, indices: rated } = byUser;
  const starts = new Uint32Array(users + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let user = 0; user < users; user++) {
    const own = rated.subarray(offsets[user], offsets[user + 1]);
    for (const item of own) {
      indices.push(item);
      values.push(1 / Math.sqrt(own.length));
    }
    if (own.length > 0) {
      indices.push(items + user);
      values.push(1);
    }
    starts[user + 1] = indices.length;
  }
  return {
    rows: users,
    columns: items + users,
    offsets: starts,
    indices: Uint32Array.from(indices),
    values: Float32Array.from(values),
  };
}

/** Rows [vector, bias]. */
export function withBiases(vectors: Float32Array, biases: Float64Array, factors: number): Float32Array {
  const rows = new Float32Array(biases.length * (factors + 1));
  biases.forEach((bias, row) => {
    rows.set(vectors.subarray(row * factors, (row + 1) * factors), row * (factors + 1));
    rows[row * (factors + 1) + factors] = bias;
  });
  return rows;
}
