import { Random } from '../compute/random';
import { hasEntry } from '../data/csr';
import type { Csr, Dataset, Split } from '../data/dataset';

/** Ascending items of each user: row u is indices[offsets[u] … offsets[u + 1]). */
export interface ItemLists {
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
}

export type Part = 'validation' | 'test';

export interface RelevantItems extends ItemLists {
  /** Rating of each. */
  readonly values: Float32Array;
}

/** The held-out items with a rating of at least `relevance` (null: all of them). */
export function relevantItems(held: Dataset, relevance: number | null): RelevantItems {
  const { offsets, indices, values } = held.byUser;
  if (relevance === null) return { offsets, indices, values };
  const lists = collect(held.users, (user, items) => {
    for (let at = offsets[user]!; at < offsets[user + 1]!; at++) {
      if (values[at]! >= relevance) items.push(indices[at]!);
    }
  });
  return { ...lists, values: values.filter((value) => value >= relevance) };
}

/** Users with at least one item, ascending. */
export function usersWithItems(lists: ItemLists): Uint32Array<ArrayBuffer> {
  const users: number[] = [];
  for (let user = 0; user + 1 < lists.offsets.length; user++) {
    if (lists.offsets[user]! < lists.offsets[user + 1]!) users.push(user);
  }
  return Uint32Array.from(users);
}

/** The relevant items of each user and the given ones. A given item that is relevant too counts once. */
export function listedCandidates(relevant: ItemLists, listed: Csr): ItemLists {
  return collect(relevant.offsets.length - 1, (user, items) => {
    for (let at = relevant.offsets[user]!; at < relevant.offsets[user + 1]!; at++)
      items.push(relevant.indices[at]!);
    if (items.length === 0 || user >= listed.rows) return;
    for (let at = listed.offsets[user]!; at < listed.offsets[user + 1]!; at++)
      items.push(listed.indices[at]!);
  });
}

/**
 * The relevant items of each user and `count` others, drawn without repeats, uniformly or in proportion to their
 * training interactions (items without any come last), among the items that are in
 * none of the user's parts (all of them where there are no more). They depend on the split, the part and the seed
 * only, so that every model meets the same ones.
 */
export function sampledCandidates(
  split: Split,
  part: Part,
  relevant: ItemLists,
  count: number,
  seed: number,
  by: 'uniform' | 'popularity' = 'uniform',
): ItemLists {
  const known = [split.train, split.validation, split.test].filter((each) => each !== null);
  const total = split.train.items;
  return collect(relevant.offsets.length - 1, (user, items) => {
    for (let at = relevant.offsets[user]!; at < relevant.offsets[user + 1]!; at++)
      items.push(relevant.indices[at]!);
    if (items.length === 0) return;
    const isKnown = (item: number) => known.some((dataset) => hasEntry(dataset.byUser, user, item));
    const random = new Random(seed, `candidates ${part}`, user);
    const held = known.reduce(
      (sum, { byUser }) => sum + byUser.offsets[user + 1]! - byUser.offsets[user]!,
      0,
    );
    if (by === 'popularity') {
      items.push(...byWeight(split.train, random, isKnown, count));
    } else if (count <= (total - held) / 2) {
      const drawn = new Set<number>();
      while (drawn.size < count) {
        const item = random.below(total);
        if (!isKnown(item)) drawn.add(item);
      }
      items.push(...drawn);
    } else {
      const others = Array.from({ length: total }, (_, item) => item).filter((item) => !isKnown(item));
      items.push(...random.shuffle(others).slice(0, count));
    }
  });
}

/**
 * `count` items drawn one after another in proportion to their training interactions: those with the largest
 * ln(u) / weight, u uniform (Efraimidis & Spirakis 2006).
 */
function byWeight(
  { byItem: { offsets }, items }: Dataset,
  random: Random,
  isKnown: (item: number) => boolean,
  count: number,
): number[] {
  const keys = Float64Array.from({ length: items }, (_, item) => {
    const weight = offsets[item + 1]! - offsets[item]!;
    const draw = Math.log(1 - random.uniform());
    return weight > 0 ? draw / weight : draw - 1e9;
  });
  return Array.from({ length: items }, (_, item) => item)
    .filter((item) => !isKnown(item))
    .sort((a, b) => keys[b]! - keys[a]! || a - b)
    .slice(0, count);
}

function collect(users: number, fill: (user: number, items: number[]) => void): ItemLists {
  const offsets = new Uint32Array(users + 1);
  const rows: Uint32Array[] = [];
  for (let user = 0; user < users; user++) {
    const items: number[] = [];
    fill(user, items);
    const row = Uint32Array.from(new Set(items)).sort();
    rows.push(row);
    offsets[user + 1] = offsets[user]! + row.length;
  }
  const indices = new Uint32Array(offsets[users]!);
  rows.forEach((row, user) => indices.set(row, offsets[user]));
  return { offsets, indices };
}
