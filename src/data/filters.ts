import type { Pairs } from './pairs';

export interface Filters {
  /** Users with fewer distinct items are left out. */
  readonly minUserInteractions: number;
  /** Items with fewer distinct users are left out. */
  readonly minItemInteractions: number;
  /** Rows rated below are left out; rows without a rating stay. */
  readonly minRating: number | null;
}

export const noFilters: Filters = { minUserInteractions: 0, minItemInteractions: 0, minRating: null };

/**
 * Iterated core: leaves out users and items below their minimum until none is below. Degrees count distinct pairs
 * over all parts together, because a filter is a property of the data set, not of one file.
 * Returns one mask a part, 1 = stays.
 */
export function core(
  users: number,
  items: number,
  parts: readonly Pairs[],
  filters: Pick<Filters, 'minUserInteractions' | 'minItemInteractions'>,
): Uint8Array[] {
  const masks = parts.map((part) => new Uint8Array(part.items.length).fill(1));
  const userDegrees = new Uint32Array(users);
  const itemDegrees = new Uint32Array(items);
  for (const part of parts) {
    for (let entry = 0; entry < part.items.length; entry++) {
      userDegrees[part.users[entry]!]!++;
      itemDegrees[part.items[entry]!]!++;
    }
  }
  for (let changed = true; changed;) {
    changed = false;
    parts.forEach((part, index) => {
      const mask = masks[index]!;
      for (let entry = 0; entry < mask.length; entry++) {
        if (!mask[entry]) continue;
        const user = part.users[entry]!;
        const item = part.items[entry]!;
        if (
          userDegrees[user]! >= filters.minUserInteractions &&
          itemDegrees[item]! >= filters.minItemInteractions
        )
          continue;
        mask[entry] = 0;
        userDegrees[user]!--;
        itemDegrees[item]!--;
        changed = true;
      }
    });
  }
  return masks;
}
