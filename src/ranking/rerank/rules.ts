import type { LocalizedText } from '../../language';
import type { Candidate, Move, StageResult } from '../candidate';
import { rangeOf } from '../range';

/** What raises an item (or lowers it, below 0), and why. */
export interface Boost {
  /** Of the way between the end of the list and its head: 1 brings the last one to the head. */
  readonly share: number;
  readonly reason: LocalizedText;
}

/** What the shop demands of every list, whatever the models say. */
export interface Rules {
  /** Never shown: out of stock, hidden by the shopper, not for sale. */
  readonly excluded: (item: number) => LocalizedText | null;
  /** What raises an item before the order is made: margin, promotion. */
  readonly boosts: (item: number) => readonly Boost[];
  /** At most this many of one category in the list (null: no limit). */
  readonly perCategory: number | null;
  readonly categories: (item: number) => readonly string[];
}

/** No rule at all. */
export const noRules: Rules = {
  excluded: () => null,
  boosts: () => [],
  perCategory: null,
  categories: () => [],
};

/** A candidate with its place before the rules, and what raised it. */
interface Placed {
  readonly candidate: Candidate;
  readonly from: number;
  readonly boosts: readonly Boost[];
}

/**
 * Applies the rules: excluded items leave, boosts reorder (equal scores by the place before), and a category that is
 * full lets no further item in. Rules hold absolutely: a list may come out shorter than `count`, never in breach. Every
 * item that had one of the first `count` places and lost it is told of, with the reason.
 */
export function applyRules(candidates: readonly Candidate[], rules: Rules, count: number): StageResult {
  const moves: Move[] = [];
  const span = spanOf(candidates);
  const boosted: Placed[] = [];
  candidates.forEach((candidate, from) => {
    const reason = rules.excluded(candidate.item);
    if (reason) {
      moves.push({ item: candidate.item, from, to: null, reason });
      return;
    }
    const boosts = rules.boosts(candidate.item).filter(({ share }) => share !== 0);
    const raised = boosts.reduce((score, { share }) => score + share * span, candidate.score);
    boosted.push({ candidate: { ...candidate, score: raised }, from, boosts });
  });
  boosted.sort((a, b) => b.candidate.score - a.candidate.score || a.from - b.from);
  const used = new Map<string, number>();
  const kept: Candidate[] = [];
  for (const { candidate, from, boosts } of boosted) {
    const { item } = candidate;
    const isFull = kept.length >= count;
    const categories = rules.categories(item);
    const full = categories.find((name) => (used.get(name) ?? 0) >= (rules.perCategory ?? Infinity));
    if (isFull) {
      if (from < count) moves.push({ item, from, to: null, reason: reasonFor(boosts, PUSHED_OUT) });
    } else if (full !== undefined) {
      moves.push({ item, from, to: null, reason: categoryFull(full, rules.perCategory!) });
    } else {
      for (const name of categories) used.set(name, (used.get(name) ?? 0) + 1);
      const to = kept.length;
      if (from !== to)
        moves.push({ item, from, to, reason: reasonFor(boosts, to < from ? MOVED_UP : MOVED_DOWN) });
      kept.push(candidate);
    }
  }
  return { candidates: kept, moves };
}

/** From the greatest score to the least; 1 where there is nothing between them. */
function spanOf(candidates: readonly Candidate[]): number {
  const [low, high] = rangeOf(candidates.map(({ score }) => score));
  return high - low || 1;
}

/** What raised an item says why it moved; one without that moved because others did. */
function reasonFor(boosts: readonly Boost[], otherwise: LocalizedText): LocalizedText {
  if (boosts.length === 0) return otherwise;
  const parts = boosts.map(({ share, reason }) => {
    const sum = `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(2)}`;
    return { en: `${reason.en} ${sum}`, zh: `${reason.zh} ${sum}` };
  });
  return {
    en: `By rule: ${parts.map(({ en }) => en).join('; ')}.`,
    zh: `按规则：${parts.map(({ zh }) => zh).join('；')}。`,
  };
}

function categoryFull(category: string, limit: number): LocalizedText {
  return {
    en: `The list already holds ${limit} of “${category}”.`,
    zh: `列表中“${category}”已达 ${limit} 件。`,
  };
}

const MOVED_UP: LocalizedText = {
  en: 'Moved up into a place that a rule emptied.',
  zh: '上移到因规则空出的位置。',
};
const MOVED_DOWN: LocalizedText = {
  en: 'Made room for what rules raised.',
  zh: '为按规则提升的物品让位。',
};
const PUSHED_OUT: LocalizedText = {
  en: 'Left the list for what rules raised.',
  zh: '因按规则提升的物品而离开列表。',
};
