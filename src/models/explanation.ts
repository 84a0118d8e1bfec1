import type { Dataset } from '../data/dataset';
import type { SparseRows } from '../similarity/device-matrix';
import { combine, rowOf, scoreParts } from '../similarity/score-parts';
import type { Explanation } from './recommender';

/** Largest shares first; the score is their sum and the base, so that they add up to it exactly. */
export function explanationOf(base: number, parts: readonly Explanation['parts'][number][]): Explanation {
  const sorted = [...parts].sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || a.code - b.code);
  return { score: sorted.reduce((sum, { share }) => sum + share, base), base, parts: sorted };
}

/** Parts that get a counterfactual; each costs a scoring of all items on the host. */
const COUNTERFACTUALS = 20;

/**
 * Adds the item's rank among the unseen items, and for the largest parts the rank without them: what an interaction
 * (or a neighbour) was worth, with all else as it is. Equal scores rank by code, as in the lists.
 *
 * @param scoresWithout the user's scores as they would be without the part of this code (null: as they are)
 */
export function withRanks(
  explanation: Explanation,
  item: number,
  seen: ReadonlySet<number>,
  scoresWithout: (code: number | null) => Float64Array,
): Explanation {
  const rank = (scores: Float64Array) => {
    let better = 0;
    const score = scores[item]!;
    for (let other = 0; other < scores.length; other++)
      if ((scores[other]! > score || (scores[other] === score && other < item)) && !seen.has(other)) better++;
    return better + 1;
  };
  return {
    ...explanation,
    rank: rank(scoresWithout(null)),
    parts: explanation.parts.map((part, position) =>
      position < COUNTERFACTUALS ? { ...part, rankWithout: rank(scoresWithout(part.code)) } : part,
    ),
  };
}

/**
 * Explains score(u, j) = Σ_i r_ui W_ij by the interactions i of the user, with the item's rank without each.
 *
 * @param weights W, a row for each item of a history
 */
export function explainHistory(
  { byUser, items }: Pick<Dataset, 'byUser' | 'items'>,
  weights: SparseRows,
  user: number,
  item: number,
): Explanation {
  const history = rowOf(byUser, user);
  const parts = scoreParts({ left: byUser, right: weights }, 'item', user, item).map(
    ({ entity, ...part }) => ({
      axis: 'item' as const,
      code: entity,
      ...part,
    }),
  );
  return withRanks(explanationOf(0, parts), item, new Set(history.map(([seen]) => seen)), (without) =>
    combine(
      history.filter(([other]) => other !== without),
      weights,
      items,
    ),
  );
}
