import type { LocalizedText } from '../../language';
import type { Candidate, Move, StageResult } from '../candidate';

/** What the shop demands of every list, whatever the models say. */
export interface Rules {
  /** Never shown: out of stock, hidden by the shopper, not for sale. */
  readonly excluded: (item: number) => LocalizedText | null;
  /** Added to the score before the order is made: margin, freshness, promotion. */
  readonly boost: (item: number) => number;
  /** At most this many of one category in the list (null: no limit). */
  readonly perCategory: number | null;
  readonly categories: (item: number) => readonly string[];
}

/** No rule at all. */
export const noRules: Rules = {
  excluded: () => null,
  boost: () => 0,
  perCategory: null,
  categories: () => [],
};

/**
 * Applies the rules: excluded items leave, boosts reorder (equal scores by item code), and a category that is full
 * lets no further item in. Rules hold absolutely: a list may come out shorter than `count`, never in breach.
 */
export function applyRules(candidates: readonly Candidate[], rules: Rules, count: number): StageResult {
  const places = new Map(candidates.map(({ item }, place) => [item, place]));
  const moves: Move[] = [];
  const boosted: Candidate[] = [];
  for (const candidate of candidates) {
    const reason = rules.excluded(candidate.item);
    if (reason) moves.push({ item: candidate.item, from: places.get(candidate.item)!, to: null, reason });
    else boosted.push({ ...candidate, score: candidate.score + rules.boost(candidate.item) });
  }
  boosted.sort((a, b) => b.score - a.score || places.get(a.item)! - places.get(b.item)!);
  const used = new Map<string, number>();
  const kept: Candidate[] = [];
  for (const candidate of boosted) {
    const from = places.get(candidate.item)!;
    const categories = rules.categories(candidate.item);
    const full = categories.find((name) => (used.get(name) ?? 0) >= (rules.perCategory ?? Infinity));
    if (full !== undefined) {
      moves.push({ item: candidate.item, from, to: null, reason: categoryFull(full, rules.perCategory!) });
    } else if (kept.length < count) {
      for (const name of categories) used.set(name, (used.get(name) ?? 0) + 1);
      if (from !== kept.length) moves.push({ item: candidate.item, from, to: kept.length, reason: movedUp });
      kept.push(candidate);
    } else break;
  }
  return { candidates: kept, moves };
}

function categoryFull(category: string, limit: number): LocalizedText {
  return {
    en: `The list already holds ${limit} of “${category}”.`,
    zh: `列表中“${category}”已达 ${limit} 件。`,
  };
}

const movedUp: LocalizedText = {
  en: 'Moved by boosts, or up into a place that a rule emptied.',
  zh: '因加权而移动，或因规则空出的位置而上移。',
};
