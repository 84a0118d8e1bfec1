import type { Backend } from '../compute/backend';
import { NO_ITEM, RANKING_SUMS } from '../compute/contracts/select';
import type { Split, Warning } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { Recommender } from '../models/recommender';
import { BeyondAccuracy } from './beyond-accuracy';
import type { PerUserMetric } from './bootstrap';
import {
  listedCandidates,
  relevantItems,
  sampledCandidates,
  usersWithItems,
  type ItemLists,
  type Part,
} from './candidates';
import { areaUnderCurve, listMetric, reciprocalRank, sumsOfRanks, type ListSums } from './list-metrics';
import { metricKey } from './metrics';
import { metricsOf, type EvaluationHooks, type EvaluationOptions, type Recommendations } from './options';
import { RankingPass, type UserRanking } from './ranking-pass';
import { listedWarning, ratingModelRanks, sampledWarning, tiesWarning } from './warnings';

/** Ties across a cutoff are worth a warning from this share of the users on. */
const TIES_WORTH_A_WARNING = 0.05;

export interface MeasuredRanking {
  readonly users: Uint32Array<ArrayBuffer>;
  readonly perUser: Readonly<Record<string, PerUserMetric>>;
  /** Figures about all lists together: coverage, Gini index. */
  readonly overall: Readonly<Record<string, number>>;
  readonly recommendations: Recommendations | null;
  readonly warnings: readonly Warning[];
}

/**
 * Ranks the candidates of every user with a relevant held-out item, and measures the lists. Throws `ResearcherError`
 * where there is no such user.
 */
export async function measureRanking(
  backend: Backend,
  model: Recommender,
  split: Split,
  part: Part,
  options: EvaluationOptions,
  hooks: EvaluationHooks,
): Promise<MeasuredRanking> {
  const definitions = metricsOf(options);
  const held = (part === 'test' ? split.test : split.validation)!;
  const relevant = relevantItems(held, options.relevance);
  const users = usersWithItems(relevant);
  if (users.length === 0) throw nothingRelevant();
  const candidates = candidatesOf(split, part, relevant, options);
  const cutoffs = [...new Set(options.cutoffs)];
  const longest = Math.max(...cutoffs);
  const seen = options.excludeSeen
    ? [split.train, ...(part === 'test' && split.validation ? [split.validation] : [])]
    : [];

  const perUser: Record<string, PerUserMetric> = {};
  for (const { name, perUser: isPerUser, atCutoff } of definitions) {
    for (const cutoff of isPerUser ? (atCutoff ? cutoffs : [0]) : []) {
      perUser[metricKey(name, cutoff)] = {
        values: new Float64Array(users.length),
        weights: null,
        root: false,
      };
    }
  }
  const recommendations = options.lists
    ? {
        users,
        k: longest,
        items: new Uint32Array(users.length * longest),
        scores: new Float32Array(users.length * longest),
      }
    : null;
  const beyond = new BeyondAccuracy(split.train, cutoffs);
  const ties = cutoffs.map(() => 0);

  const scope = backend.scope('evaluation');
  try {
    const pass = await RankingPass.prepare(
      backend,
      model,
      {
        items: split.train.items,
        // One more than asked for shows whether a tie crosses the cutoff.
        k: longest + 1,
        cutoffs,
        relevant,
        seen: seen.map((dataset) => dataset.byUser),
        candidates,
        ranks: candidates !== null || definitions.some(({ name }) => name === 'auc' || name === 'mrr-full'),
      },
      scope,
    );
    for (let start = 0; start < users.length; start += pass.tile) {
      const tile = users.slice(start, start + pass.tile);
      await pass.run(tile, (row, ranking) => {
        const user = tile[row]!;
        const position = start + row;
        const relevantCount = relevant.offsets[user + 1]! - relevant.offsets[user]!;
        const candidateCount = candidates
          ? candidates.offsets[user + 1]! - candidates.offsets[user]!
          : split.train.items -
            seen.reduce((sum, { byUser }) => sum + byUser.offsets[user + 1]! - byUser.offsets[user]!, 0);
        for (const { name, perUser: isPerUser, atCutoff } of definitions) {
          if (!atCutoff) {
            perUser[name]!.values[position] =
              name === 'auc' ? areaUnderCurve(ranking.ranks, candidateCount) : reciprocalRank(ranking.ranks);
          } else if (isPerUser) {
            cutoffs.forEach((cutoff, c) => {
              const value = (() => {
                if (name === 'novelty' || name === 'diversity') return beyond[name](ranking.list, cutoff);
                const sums = candidates ? sumsOfRanks(ranking.ranks, cutoff) : sumsAt(ranking, c);
                return listMetric(name, sums, cutoff, relevantCount);
              })();
              perUser[metricKey(name, cutoff)]!.values[position] = value;
            });
          }
        }
        cutoffs.forEach((cutoff, c) => {
          beyond.count(ranking.list, cutoff);
          if (tieCrosses(ranking, cutoff)) ties[c]!++;
        });
        recommendations?.items.set(ranking.list.subarray(0, longest), position * longest);
        recommendations?.scores.set(ranking.scores.subarray(0, longest), position * longest);
      });
      hooks.report(Math.min(start + pass.tile, users.length), users.length);
      await hooks.checkpoint();
    }
  } finally {
    scope.dispose();
  }

  const overall: Record<string, number> = {};
  for (const { name } of definitions) {
    for (const cutoff of cutoffs) {
      if (name === 'coverage' || name === 'gini') overall[metricKey(name, cutoff)] = beyond[name](cutoff);
    }
  }
  return {
    users,
    perUser,
    overall,
    recommendations,
    warnings: warningsOf(model, options, ties, cutoffs, users.length),
  };
}

function candidatesOf(
  split: Split,
  part: Part,
  relevant: ItemLists,
  options: EvaluationOptions,
): ItemLists | null {
  if (options.candidates === 'all') return null;
  if ('listed' in options.candidates) return listedCandidates(relevant, options.candidates.listed);
  return sampledCandidates(split, part, relevant, options.candidates.sampled, options.seed);
}

function sumsAt({ sums }: UserRanking, cutoffIndex: number): ListSums {
  const at = cutoffIndex * RANKING_SUMS.length;
  return { hits: sums[at]!, gain: sums[at + 1]!, precision: sums[at + 2]!, reciprocal: sums[at + 3]! };
}

function tieCrosses({ list, scores }: UserRanking, cutoff: number): boolean {
  return list[cutoff] !== NO_ITEM && scores[cutoff - 1] === scores[cutoff];
}

function warningsOf(
  model: Recommender,
  options: EvaluationOptions,
  ties: readonly number[],
  cutoffs: readonly number[],
  users: number,
): Warning[] {
  const warnings: Warning[] = [];
  const { candidates } = options;
  if (candidates !== 'all') {
    warnings.push('sampled' in candidates ? sampledWarning(candidates.sampled) : listedWarning());
  } else {
    const worst = ties.indexOf(Math.max(...ties));
    if (ties[worst]! > TIES_WORTH_A_WARNING * users)
      warnings.push(tiesWarning(ties[worst]!, users, cutoffs[worst]!));
  }
  if (model.scoresAreRatings) warnings.push(ratingModelRanks());
  return warnings;
}

function nothingRelevant(): ResearcherError {
  return new ResearcherError(
    'evaluation.nothing-relevant',
    {
      en: 'No held-out interaction reaches the relevance threshold, so there is nothing to find. Lower evaluation.relevance.',
      zh: '没有留出的交互达到相关性阈值，因此没有可供命中的物品。请降低 evaluation.relevance。',
    },
    { path: 'evaluation.relevance' },
  );
}
