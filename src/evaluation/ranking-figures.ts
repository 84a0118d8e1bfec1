import { NO_ITEM, RANKING_SUMS } from '../compute/contracts/select';
import type { Dataset } from '../data/dataset';
import { BeyondAccuracy } from './beyond-accuracy';
import type { PerUserMetric } from './bootstrap';
import { areaUnderCurve, listMetric, reciprocalRank, sumsOfRanks, type ListSums } from './list-metrics';
import { metricKey, type MetricDefinition } from './metrics';
import type { UserRanking } from './ranking-pass';

/** Turns the rankings of users, as they come by, into figures. */
export class RankingFigures {
  readonly perUser: Record<string, PerUserMetric> = {};
  /** Users whose list has equal scores on both sides of a cutoff, one count a cutoff. */
  readonly ties: number[];
  readonly #beyond: BeyondAccuracy;
  readonly #columns: readonly (readonly [Float64Array, (ranking: UserRanking, sizes: Sizes) => number])[];

  /**
   * @param fromRanks the sums come from average ranks rather than from lists
   */
  constructor(
    readonly definitions: readonly MetricDefinition[],
    readonly cutoffs: readonly number[],
    users: number,
    train: Dataset,
    readonly fromRanks: boolean,
  ) {
    this.ties = cutoffs.map(() => 0);
    this.#beyond = new BeyondAccuracy(train, cutoffs);
    const column = (key: string): Float64Array => {
      const values = new Float64Array(users);
      this.perUser[key] = { values, weights: null, root: false };
      return values;
    };
    this.#columns = definitions
      .filter(({ perUser }) => perUser)
      .flatMap(({ name, atCutoff }) =>
        atCutoff
          ? cutoffs.map(
              (cutoff, c) => [column(metricKey(name, cutoff)), this.#atCutoff(name, cutoff, c)] as const,
            )
          : [[column(name), uncut(name)] as const],
      );
  }

  #atCutoff(name: string, cutoff: number, c: number): (ranking: UserRanking, sizes: Sizes) => number {
    if (name === 'novelty' || name === 'diversity') return ({ list }) => this.#beyond[name](list, cutoff);
    return (ranking, { relevant }) =>
      listMetric(
        name,
        this.fromRanks ? sumsOfRanks(ranking.ranks, cutoff) : sumsAt(ranking, c),
        cutoff,
        relevant,
      );
  }

  /** Takes in the ranking of the user at `position`. */
  take(position: number, ranking: UserRanking, sizes: Sizes): void {
    for (const [values, valueOf] of this.#columns) values[position] = valueOf(ranking, sizes);
    this.cutoffs.forEach((cutoff, c) => {
      this.#beyond.count(ranking.list, cutoff);
      if (tieCrosses(ranking, cutoff)) this.ties[c]!++;
    });
  }

  /** Figures about all lists together. */
  overall(): Record<string, number> {
    const figures: Record<string, number> = {};
    for (const { name } of this.definitions) {
      if (name !== 'coverage' && name !== 'gini') continue;
      for (const cutoff of this.cutoffs) figures[metricKey(name, cutoff)] = this.#beyond[name](cutoff);
    }
    return figures;
  }
}

/** How many relevant items, and how many candidates, a user has. */
export interface Sizes {
  readonly relevant: number;
  readonly candidates: number;
}

function uncut(name: string): (ranking: UserRanking, sizes: Sizes) => number {
  return name === 'auc'
    ? ({ ranks }, { candidates }) => areaUnderCurve(ranks, candidates)
    : ({ ranks }) => reciprocalRank(ranks);
}

function sumsAt({ sums }: UserRanking, cutoffIndex: number): ListSums {
  const at = cutoffIndex * RANKING_SUMS.length;
  return { hits: sums[at]!, gain: sums[at + 1]!, precision: sums[at + 2]!, reciprocal: sums[at + 3]! };
}

function tieCrosses({ list, scores }: UserRanking, cutoff: number): boolean {
  return list[cutoff] !== NO_ITEM && scores[cutoff - 1] === scores[cutoff];
}
