import type { Backend } from '../compute/backend';
import type { Split, Warning } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { Recommender } from '../models/recommender';
import type { PerUserMetric } from './bootstrap';
import {
  listedCandidates,
  relevantItems,
  sampledCandidates,
  usersWithItems,
  type ItemLists,
  type Part,
} from './candidates';
import { measureClicks } from './clicks';
import type { MetricDefinition } from './metrics';
import type { CalibrationBin } from './probabilities';
import {
  metricsOf,
  type Clicks,
  type EvaluationHooks,
  type EvaluationOptions,
  type Recommendations,
} from './options';
import { RankingFigures } from './ranking-figures';
import { RankingPass } from './ranking-pass';
import { listedWarning, noProbabilities, ratingModelRanks, sampledWarning, tiesWarning } from './warnings';

/** Ties across a cutoff are worth a warning from this share of the users on. */
const TIES_WORTH_A_WARNING = 0.05;

export interface MeasuredRanking {
  readonly users: Uint32Array<ArrayBuffer>;
  readonly perUser: Readonly<Record<string, PerUserMetric>>;
  /** Figures about all lists together: coverage, Gini index. */
  readonly overall: Readonly<Record<string, number>>;
  readonly recommendations: Recommendations | null;
  readonly calibration: readonly CalibrationBin[] | null;
  readonly clicks: Clicks | null;
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
  const asked = metricsOf(options);
  const definitions = asked.filter(({ ofProbabilities }) => !ofProbabilities);
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

  const figures = new RankingFigures(definitions, cutoffs, users.length, split.train, candidates !== null);
  const recommendations = options.lists
    ? {
        users,
        k: longest,
        items: new Uint32Array(users.length * longest),
        scores: new Float32Array(users.length * longest),
      }
    : null;

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
        ranks: candidates !== null || definitions.some(needsRanks),
      },
      scope,
    );
    for (let start = 0; start < users.length; start += pass.tile) {
      const tile = users.slice(start, start + pass.tile);
      await pass.run(tile, (row, ranking) => {
        const user = tile[row]!;
        const position = start + row;
        const [first, end] = [relevant.offsets[user]!, relevant.offsets[user + 1]!];
        figures.take(position, {
          ...ranking,
          user,
          relevant: relevant.indices.subarray(first, end),
          ratings: relevant.values.subarray(first, end),
          candidates: candidates
            ? lengthOf(candidates, user)
            : split.train.items - seen.reduce((sum, { byUser }) => sum + lengthOf(byUser, user), 0),
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

  const measured = {
    users,
    perUser: figures.perUser,
    overall: figures.overall(),
    recommendations,
    calibration: null,
    clicks: null,
    warnings: warningsOf(model, options, figures, users.length),
  };
  if (asked.length === definitions.length) return measured;
  if (!model.logits) return { ...measured, warnings: [...measured.warnings, noProbabilities()] };
  const { negatives } = model.logits;
  const { seed } = options;
  const clicks = await measureClicks(backend, model, split, part, relevant, users, negatives, seed, hooks);
  const wanted = new Set(asked.map(({ name }) => name));
  const overall = Object.entries({ 'pooled-auc': clicks.auc, 'calibration-error': clicks.error });
  return {
    ...measured,
    perUser: { ...measured.perUser, ...(wanted.has('log-loss') ? { 'log-loss': clicks.logLoss } : {}) },
    overall: { ...measured.overall, ...Object.fromEntries(overall.filter(([name]) => wanted.has(name))) },
    calibration: clicks.bins,
    clicks: options.lists ? clicks.pairs : null,
  };
}

function needsRanks({ name, atCutoff }: MetricDefinition): boolean {
  return !atCutoff || name === 'ndcg-graded';
}

function candidatesOf(
  split: Split,
  part: Part,
  relevant: ItemLists,
  options: EvaluationOptions,
): ItemLists | null {
  if (options.candidates === 'all') return null;
  if ('listed' in options.candidates) return listedCandidates(relevant, options.candidates.listed);
  const { sampled, by } = options.candidates;
  return sampledCandidates(split, part, relevant, sampled, options.seed, by);
}

function lengthOf({ offsets }: ItemLists, user: number): number {
  return offsets[user + 1]! - offsets[user]!;
}

function warningsOf(
  model: Recommender,
  options: EvaluationOptions,
  { ties, cutoffs }: RankingFigures,
  users: number,
): Warning[] {
  const warnings: Warning[] = [];
  const { candidates } = options;
  if (candidates !== 'all') {
    warnings.push('sampled' in candidates ? sampledWarning(candidates) : listedWarning());
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
