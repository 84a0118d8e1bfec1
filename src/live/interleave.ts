import type { Random } from '../compute/random';
import { binomialTest } from './mcnemar';

export type Team = 0 | 1;

export interface TeamItem {
  readonly item: number;
  /** The model that put it on the list. */
  readonly team: Team;
}

/**
 * Team-draft interleaving (Radlinski, Kurup & Joachims 2008): in each round a coin says who picks first, then each
 * model adds its best item that is not yet on the list. A click counts for the model that picked the item, so that a
 * model without merit gets as many clicks as its rival by chance alone.
 */
export function teamDraft(
  lists: readonly [readonly number[], readonly number[]],
  count: number,
  random: Random,
): TeamItem[] {
  const taken = new Set<number>();
  const drafted: TeamItem[] = [];
  const places = [0, 0];
  const pick = (team: Team): boolean => {
    const list = lists[team];
    while (places[team]! < list.length && taken.has(list[places[team]!]!)) places[team]!++;
    const item = list[places[team]!];
    if (item === undefined || drafted.length === count) return false;
    taken.add(item);
    drafted.push({ item, team });
    return true;
  };
  for (;;) {
    const first: Team = random.uniform() < 0.5 ? 0 : 1;
    const picked = [pick(first), pick(first === 0 ? 1 : 0)];
    if (!picked.includes(true)) return drafted;
  }
}

/** Which of two models more shoppers clicked: the two-sided sign test on shoppers that preferred one. */
export function signTest(clicks: readonly (readonly [number, number])[]): {
  readonly wins: readonly [number, number];
  readonly p: number;
} {
  const wins: [number, number] = [0, 0];
  for (const [a, b] of clicks) if (a !== b) wins[a > b ? 0 : 1]++;
  return { wins, p: binomialTest(wins[0], wins[1]) };
}
