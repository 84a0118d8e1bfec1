import type { LocalizedText } from '../language';
import { movesBetween, type Candidate, type Move } from './candidate';
import { calibrate, type Distribution } from './rerank/calibration';
import { determinantalPointProcess } from './rerank/dpp';
import { rangeOf } from './range';
import type { Ranker } from './rank/ranker';
import { weightedSums } from './rank/weighted-sum';
import { maximalMarginalRelevance, type ItemSimilarity } from './rerank/mmr';
import { applyRules, type Rules } from './rerank/rules';
import type { Scored } from './scored';

/** One way to find candidates. Its scores are comparable among themselves only. */
export interface RecallSource {
  readonly name: string;
  readonly label: LocalizedText;
  /** What a candidate that this source finds best is worth beside other sources' best. */
  readonly weight: number;
  /** Up to `count` items for the user, best first. */
  recall(user: number, count: number): readonly Scored[];
}

/** Diversity is sought among the first so many lists' worth of places; rules hardly ever drop more than that. */
const DEPTH = 4;

/** How a list comes to be: recall → rank → diversity → calibration → exploration → rules. */
export interface EngineOptions {
  /** Candidates asked of each source. */
  readonly candidates: number;
  /** Length of the list. */
  readonly count: number;
  /** What candidates are ranked by; left out: the weighted sum of their sources' scores. */
  readonly ranker?: Ranker;
  /** Added to an item's rank score: what a shopper or the shop turned up or down. */
  readonly preference?: (item: number) => number;
  readonly diversity?: {
    readonly method: 'mmr' | 'dpp';
    /** 0: order by score alone; towards 1: as different as can be. */
    readonly strength: number;
    readonly similarity: ItemSimilarity;
  };
  readonly calibration?: {
    readonly strength: number;
    readonly target: Distribution;
    readonly categories: (item: number) => readonly string[];
  };
  /** A new order of the candidates in which some are tried out. */
  readonly explore?: (candidates: readonly Candidate[], count: number) => readonly Candidate[];
  readonly rules?: Rules;
}

export type StageName = 'recall' | 'rank' | 'diversity' | 'calibration' | 'exploration' | 'rules';

/** What a stage took in, gave on, and did to each item, with the reason. */
export interface StageTrace {
  readonly stage: StageName;
  readonly before: number;
  readonly after: number;
  readonly moves: readonly Move[];
  /** Of the stage that ranks: by what. Moves by a network are told beside the order by weights. */
  readonly by?: 'weights' | 'network';
}

export interface EngineResult {
  readonly candidates: readonly Candidate[];
  readonly stages: readonly StageTrace[];
}

/**
 * Recommends to a user in stages that can each be looked into. Stages that are not asked for are left out. Rules come
 * last, so that nothing can undo them.
 */
export function recommend(
  sources: readonly RecallSource[],
  user: number,
  options: EngineOptions,
): EngineResult {
  const { count, diversity, calibration, explore, rules } = options;
  const stages: StageTrace[] = [];
  const recalled = recall(sources, user, options.candidates);
  stages.push({ stage: 'recall', before: 0, after: recalled.length, moves: recallMoves(recalled, sources) });
  let list: readonly Candidate[] = recalled;
  const take = (stage: StageName, next: readonly Candidate[], reason: LocalizedText) => {
    const moves = movesBetween(list, next, () => reason);
    stages.push({ stage, before: list.length, after: next.length, moves });
    list = next;
  };
  const { ranker, preference = () => 0 } = options;
  const sums = weightedSums(list, sources);
  const byWeights = ordered(list, sums, preference);
  if (ranker) {
    // What was moved is told beside the order by weights: that of the recall has no meaning.
    list = byWeights;
    take('rank', ordered(recalled, spread(ranker.scores(recalled), sums), preference), ranker.reason);
  } else take('rank', byWeights, RANKED);
  stages.push({ ...stages.pop()!, by: ranker ? 'network' : 'weights' });
  if (diversity && diversity.strength > 0) {
    const { method, strength, similarity } = diversity;
    const rerank = method === 'mmr' ? maximalMarginalRelevance : determinantalPointProcess;
    // Of a determinantal process, quality may weigh nothing but not everything.
    const before = list;
    const chosen = rerank(list, similarity, 1 - strength, DEPTH * count);
    const first = new Set(chosen.map(({ item }) => item));
    take('diversity', [...chosen, ...list.filter(({ item }) => !first.has(item))], DIVERSE);
    const { moves, ...stage } = stages.pop()!;
    stages.push({ ...stage, moves: moves.map((move) => withCause(move, list, before, similarity)) });
  }
  if (calibration && calibration.strength > 0) {
    const { strength, target, categories } = calibration;
    take('calibration', calibrate(list, target, categories, strength, list.length), CALIBRATED);
  }
  if (explore) take('exploration', explore(list, list.length), EXPLORED);
  if (rules) {
    // Stages before this one give the order by place; boosts would otherwise bring the order by score back.
    const placed = list.map((candidate, place) => ({ ...candidate, score: list.length - place }));
    const ruled = applyRules(placed, rules, count);
    const scores = new Map(list.map(({ item, score }) => [item, score]));
    stages.push({
      stage: 'rules',
      before: list.length,
      after: ruled.candidates.length,
      moves: ruled.moves,
    });
    list = ruled.candidates.map((candidate) => ({ ...candidate, score: scores.get(candidate.item)! }));
  }
  return { candidates: list.slice(0, count), stages };
}

/** The union of what the sources find, in the order in which it was found. */
export function recall(sources: readonly RecallSource[], user: number, count: number): Candidate[] {
  const found = new Map<number, Candidate>();
  for (const source of sources) {
    source.recall(user, count).forEach(({ item, score }, place) => {
      const before = found.get(item)?.sources ?? [];
      const part = { source: source.name, score, rank: place + 1 };
      found.set(item, { item, score: 0, sources: [...before, part] });
    });
  }
  return [...found.values()];
}

/** By score plus preference, the greatest first; equal ones by item code. */
function ordered(
  candidates: readonly Candidate[],
  scores: ArrayLike<number>,
  preference: (item: number) => number,
): Candidate[] {
  return candidates
    .map((candidate, i) => ({ ...candidate, score: scores[i]! + preference(candidate.item) }))
    .sort((a, b) => b.score - a.score || a.item - b.item);
}

/** Scores moved and stretched to reach from the least to the greatest of others, so that a preference counts as beside those. */
function spread(scores: ArrayLike<number>, like: ArrayLike<number>): Float64Array {
  const [low, high] = rangeOf(scores);
  const [least, greatest] = rangeOf(like);
  const scale = high > low ? (greatest - least) / (high - low) : 0;
  return Float64Array.from(scores, (score) => least + scale * (score - low));
}

/** For an item that moved down: the item most like it among those that passed it. */
function withCause(
  move: Move,
  list: readonly Candidate[],
  before: readonly Candidate[],
  similarity: ItemSimilarity,
): Move {
  const { item, from, to } = move;
  if (from === null || to === null || to <= from) return move;
  const above = new Set(before.slice(0, from).map((candidate) => candidate.item));
  let [because, most] = [-1, 0];
  for (const { item: other } of list.slice(0, to)) {
    const likeness = above.has(other) ? similarity(item, other) : 0;
    if (likeness > most) [because, most] = [other, likeness];
  }
  return because < 0 ? move : { ...move, because };
}

function recallMoves(candidates: readonly Candidate[], sources: readonly RecallSource[]): Move[] {
  const labels = new Map(sources.map(({ name, label }) => [name, label]));
  return candidates.map(({ item, sources: parts }, to) => {
    const names = parts.map(({ source }) => labels.get(source)!);
    return {
      item,
      from: null,
      to,
      reason: {
        en: `Found by ${names.map(({ en }) => en).join(', ')}.`,
        zh: `由${names.map(({ zh }) => zh).join('、')}召回。`,
      },
    };
  });
}

const RANKED: LocalizedText = {
  en: 'Ordered by the weighted scores of its sources.',
  zh: '按各召回来源的加权得分排序。',
};
const DIVERSE: LocalizedText = {
  en: 'Moved so that the list does not repeat itself.',
  zh: '为避免列表内容重复而移动。',
};
const CALIBRATED: LocalizedText = {
  en: 'Moved so that categories have the shares they have in the history.',
  zh: '为使各品类占比与历史一致而移动。',
};
const EXPLORED: LocalizedText = {
  en: 'Moved to try out something new.',
  zh: '为尝试新内容而移动。',
};
