// The sizes of the rows, as in src/cli/bench/rows.
export const GEMM = 1024;
export const MLP = { batch: 128, items: 1682, hidden: 512, density: 0.063 };
/** The first size of the row: 100,000 ratings. */
export const ITEMS = { users: 943, items: 1682, density: 0.063, neighbours: 50 };
export const NCF = { users: 943, items: 1682, width: 32, tower: [64, 32, 16, 1], batch: 1024 };

export const uniform = (length, low = -1, high = 1) =>
  Float32Array.from({ length }, () => low + (high - low) * Math.random());

/** Rating vectors with 0 for what is not known, and the mask of what is. */
export function ratingVectors({ batch, items, density }) {
  const mask = uniform(batch * items, 0, 1).map((value) => (value < density ? 1 : 0));
  return { mask, ratings: mask.map((known) => known * (1 + Math.floor(Math.random() * 5))) };
}

export function pairs({ users, items, batch }) {
  const below = (count) => Int32Array.from({ length: batch }, () => Math.floor(Math.random() * count));
  return { users: below(users), items: below(items), labels: Float32Array.from(below(2)) };
}
