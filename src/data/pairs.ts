import { offsetsOf, sortPairs, transpose } from './csr';
import type { Csr, Dataset, ItemMetadata } from './dataset';
import type { IdIndex } from './interactions';

/** Distinct (user, item) pairs, ascending by user and then item: what a `Dataset` is made of. */
export interface Pairs {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly values: Float32Array;
  readonly timestamps: Float64Array | null;
  /** Source row of each pair. */
  readonly order: Uint32Array;
}

export type DuplicateRule = 'last' | 'first' | 'mean' | 'sum';

/** Rows in any order, repeats allowed. */
export interface Rows {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly values: Float32Array;
  readonly timestamps: Float64Array | null;
  readonly order: Uint32Array;
}

/**
 * Sorts rows by (user, item) and merges repeats of a pair by `rule`: the value, time and source row of the `last` or
 * `first` by time (file order where times are equal or unknown); for `mean` and `sum` the value of all repeats with
 * the time and row of the last.
 */
export function distinctPairs(
  users: number,
  items: number,
  rows: Rows,
  rule: DuplicateRule,
): { pairs: Pairs; repeats: number } {
  const sorted = sortPairs(users, items, rows.users, rows.items);
  const count = sorted.length;
  const result = allocate(count, rows.timestamps !== null);
  let length = 0;
  for (let begin = 0; begin < count;) {
    const first = sorted[begin]!;
    const user = rows.users[first]!;
    const item = rows.items[first]!;
    let chosen = first;
    let sum = rows.values[first]!;
    let end = begin + 1;
    for (; end < count; end++) {
      const entry = sorted[end]!;
      if (rows.users[entry] !== user || rows.items[entry] !== item) break;
      sum += rows.values[entry]!;
      if (supersedes(rows.timestamps, entry, chosen, rule)) chosen = entry;
    }
    result.users[length] = user;
    result.items[length] = item;
    result.values[length] =
      rule === 'sum' ? sum : rule === 'mean' ? sum / (end - begin) : rows.values[chosen]!;
    result.order[length] = rows.order[chosen]!;
    if (result.timestamps) result.timestamps[length] = rows.timestamps![chosen]!;
    length++;
    begin = end;
  }
  return { pairs: cut(result, length), repeats: count - length };
}

/** `entry` comes later in the file than `chosen`; does it take its place? */
function supersedes(
  timestamps: Float64Array | null,
  entry: number,
  chosen: number,
  rule: DuplicateRule,
): boolean {
  if (timestamps === null) return rule !== 'first';
  const difference = timestamps[entry]! - timestamps[chosen]!;
  return rule === 'first' ? difference < 0 : difference >= 0;
}

/** The pairs for which `keep` holds 1, with users and items renumbered where maps are given. */
export function selectPairs(
  pairs: Pairs,
  keep: Uint8Array,
  userCodes: Uint32Array | null = null,
  itemCodes: Uint32Array | null = null,
): Pairs {
  let length = 0;
  for (let entry = 0; entry < keep.length; entry++) length += keep[entry]!;
  const result = allocate(length, pairs.timestamps !== null);
  let target = 0;
  for (let entry = 0; entry < keep.length; entry++) {
    if (!keep[entry]) continue;
    const user = pairs.users[entry]!;
    const item = pairs.items[entry]!;
    result.users[target] = userCodes ? userCodes[user]! : user;
    result.items[target] = itemCodes ? itemCodes[item]! : item;
    result.values[target] = pairs.values[entry]!;
    result.order[target] = pairs.order[entry]!;
    if (result.timestamps) result.timestamps[target] = pairs.timestamps![entry]!;
    target++;
  }
  return result;
}

/** A data set over the given pairs; both CSR forms are built, nothing is copied that can be shared. */
export function datasetOf(
  pairs: Pairs,
  ids: {
    userIds: IdIndex;
    itemIds: IdIndex;
    itemMetadata: ItemMetadata | null;
    hasRatings: boolean;
    trust?: Csr | null;
  },
): Dataset {
  const byUser: Csr = {
    rows: ids.userIds.size,
    columns: ids.itemIds.size,
    offsets: offsetsOf(ids.userIds.size, pairs.users),
    indices: pairs.items,
    values: pairs.values,
    timestamps: pairs.timestamps,
  };
  return {
    users: ids.userIds.size,
    items: ids.itemIds.size,
    interactions: pairs.items.length,
    userIds: ids.userIds,
    itemIds: ids.itemIds,
    byUser,
    byItem: transpose(byUser),
    hasRatings: ids.hasRatings,
    hasTimestamps: pairs.timestamps !== null,
    ratingRange: rangeOf(pairs.values),
    order: pairs.order,
    itemMetadata: ids.itemMetadata,
    trust: ids.trust ?? null,
  };
}

function rangeOf(values: Float32Array): [min: number, max: number] {
  if (values.length === 0) return [1, 1];
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function allocate(length: number, timed: boolean): Pairs {
  return {
    users: new Uint32Array(length),
    items: new Uint32Array(length),
    values: new Float32Array(length),
    timestamps: timed ? new Float64Array(length) : null,
    order: new Uint32Array(length),
  };
}

function cut(pairs: Pairs, length: number): Pairs {
  if (length === pairs.items.length) return pairs;
  return {
    users: pairs.users.slice(0, length),
    items: pairs.items.slice(0, length),
    values: pairs.values.slice(0, length),
    timestamps: pairs.timestamps?.slice(0, length) ?? null,
    order: pairs.order.slice(0, length),
  };
}
