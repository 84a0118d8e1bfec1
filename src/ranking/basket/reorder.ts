/** One item that was bought before, and when it is to be expected again. */
export interface Reorder {
  readonly item: number;
  readonly times: number;
  /** Seconds between two purchases: the shopper's own mean, or other shoppers' where there was one purchase only. */
  readonly interval: number;
  readonly own: boolean;
  /** Seconds since the last purchase. */
  readonly since: number;
  /** since / interval: 1 and more is due. */
  readonly due: number;
}

/** Who buys twice within this time bought more of it, not again: seconds. */
const SAME_PURCHASE = 86_400;

/** Times of purchases, oldest first, without those that belong to the purchase before. */
export function distinctPurchases(times: readonly number[]): number[] {
  return times.filter((time, i) => i === 0 || time - times[i - 1]! >= SAME_PURCHASE);
}

/**
 * What a shopper may want again now: items bought before whose interval has passed (the shopper's own mean interval
 * where the item was bought at least twice, else the median of other shoppers), most overdue first. An item overdue
 * by more than three intervals was given up.
 *
 * @param purchases times of each item, oldest first @param usual the median interval of other shoppers; null if none
 */
export function reorders(
  purchases: ReadonlyMap<number, readonly number[]>,
  usual: (item: number) => number | null,
  now: number,
  count: number,
): Reorder[] {
  const found: Reorder[] = [];
  for (const [item, all] of purchases) {
    const times = distinctPurchases(all);
    const own = times.length > 1;
    const interval = own ? (times.at(-1)! - times[0]!) / (times.length - 1) : usual(item);
    if (interval === null || interval <= 0) continue;
    const since = now - times.at(-1)!;
    const due = since / interval;
    if (due >= 1 && due <= GIVEN_UP) found.push({ item, times: times.length, interval, own, since, due });
  }
  return found
    .sort((a, b) => Number(b.own) - Number(a.own) || b.due - a.due || a.item - b.item)
    .slice(0, count);
}

const GIVEN_UP = 3;

/**
 * The median time between two purchases of each item, over all shoppers who came back for it.
 *
 * @param shoppers the purchases of each shopper: times by item, oldest first
 */
export function medianIntervals(
  shoppers: Iterable<ReadonlyMap<number, readonly number[]>>,
): Map<number, number> {
  const intervals = new Map<number, number[]>();
  for (const purchases of shoppers) {
    for (const [item, all] of purchases) {
      const times = distinctPurchases(all);
      if (times.length < 2) continue;
      const of = intervals.get(item) ?? [];
      intervals.set(item, of);
      for (let i = 1; i < times.length; i++) of.push(times[i]! - times[i - 1]!);
    }
  }
  return new Map(
    [...intervals].map(([item, of]) => {
      of.sort((a, b) => a - b);
      return [item, of[Math.floor(of.length / 2)]!];
    }),
  );
}
