import type { InteractionTable } from '../../src/data/interactions';
import { IdCollector } from '../../src/data/id-index';

export type Row = readonly [user: string, item: string, rating?: number, time?: number];

/** A table as a reader would make it. */
export function tableOf(rows: readonly Row[]): InteractionTable {
  const users = new IdCollector();
  const items = new IdCollector();
  return {
    length: rows.length,
    users: Uint32Array.from(rows, (row) => users.add(row[0])),
    items: Uint32Array.from(rows, (row) => items.add(row[1])),
    ratings: rows.some((row) => row[2] !== undefined)
      ? Float32Array.from(rows, (row) => row[2] ?? NaN)
      : null,
    timestamps: rows.some((row) => row[3] !== undefined)
      ? Float64Array.from(rows, (row) => row[3] ?? NaN)
      : null,
    userIds: users.index(),
    itemIds: items.index(),
    rejected: { count: 0, byReason: {}, rows: [] },
    source: {
      name: 'rows',
      format: 'csv',
      encoding: null,
      delimiter: null,
      header: null,
      columns: { user: 0, item: 1, rating: 2, timestamp: 3 },
      preview: [],
      sha256: '',
    },
  };
}

/** Uniform 32-bit integers; any generator serves where only variety matters. */
export function variety(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
}
