import type { Scored } from '../../ranking/scored';
import { Top } from '../../ranking/top';

/** The `count` greatest scores among items 0 … known − 1 that are not in the history. */
export function rankKnown(
  known: number,
  count: number,
  seen: { has(item: number): boolean },
  score: (item: number) => number,
): Scored[] {
  const top = new Top(count);
  for (let item = 0; item < known; item++) {
    const value = score(item);
    if (top.takes(item, value) && !seen.has(item)) top.offer(item, value);
  }
  return top.list();
}
