import type { LocalizedText } from '../language';

/** An item on its way to a list, with all that was said for it. */
export interface Candidate {
  readonly item: number;
  /** What it is ordered by at this stage; higher is better. */
  readonly score: number;
  /** Who proposed it, with the score and place (from 1) it had there. */
  readonly sources: readonly { readonly source: string; readonly score: number; readonly rank: number }[];
}

/** What a stage did to an item. `to` is null where it was dropped, `from` null where it was added. */
export interface Move {
  readonly item: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: LocalizedText;
  /** The item that it had to make room for, where it was one. */
  readonly because?: number;
}

/** A list and how it came to be. */
export interface StageResult {
  readonly candidates: readonly Candidate[];
  readonly moves: readonly Move[];
}

/** Tells of every item whose place changed between two lists, with one reason for all of them. */
export function movesBetween(
  before: readonly Candidate[],
  after: readonly Candidate[],
  reason: (item: number) => LocalizedText,
): Move[] {
  const places = new Map(before.map(({ item }, i) => [item, i]));
  const moves: Move[] = [];
  after.forEach(({ item }, to) => {
    const from = places.get(item) ?? null;
    places.delete(item);
    if (from !== to) moves.push({ item, from, to, reason: reason(item) });
  });
  for (const [item, from] of places) moves.push({ item, from, to: null, reason: reason(item) });
  return moves;
}
