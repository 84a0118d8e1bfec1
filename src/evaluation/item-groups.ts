import type { Dataset } from '../data/dataset';

/** Which groups an item belongs to, with equal shares. */
export type ItemGroups = (item: number) => readonly number[];

/**
 * The categories of the items where they have any; else three groups by popularity that hold a third of the training
 * interactions each (head, middle, tail).
 */
export function itemGroups(train: Dataset): ItemGroups {
  const categories = train.itemMetadata?.categories;
  if (categories) {
    const codes = new Map<string, number>();
    const groups = categories.map((names) =>
      names.map(({ en }) => {
        if (!codes.has(en)) codes.set(en, codes.size);
        return codes.get(en)!;
      }),
    );
    return (item) => groups[item] ?? [];
  }
  const groups = popularityThirds(train);
  return (item) => [groups[item]!];
}

/** 0 head, 1 middle, 2 tail by item: from the most popular on, each with a third of the training interactions. */
export function popularityThirds(train: Dataset): Uint8Array {
  const { offsets } = train.byItem;
  const groups = new Uint8Array(train.items);
  let before = 0;
  for (const item of byPopularity(train)) {
    groups[item] = Math.min(2, Math.floor((3 * before) / train.interactions));
    before += offsets[item + 1]! - offsets[item]!;
  }
  return groups;
}

/** Items from the most to the least popular; the lower code first where they are equal. */
export function byPopularity({ byItem: { offsets }, items }: Dataset): number[] {
  const count = (item: number) => offsets[item + 1]! - offsets[item]!;
  return Array.from({ length: items }, (_, item) => item).sort((a, b) => count(b) - count(a) || a - b);
}
