import { NO_ITEM, RANKING_SUMS } from '../compute/contracts/select';
import type { Dataset } from '../data/dataset';
import { BeyondAccuracy } from './beyond-accuracy';
import type { PerUserMetric } from './bootstrap';
import { gradedNdcg, listMetric, rankMetric, sumsOfRanks, type ListSums } from './list-metrics';
import { metricKey, type MetricDefinition } from './metrics';
import type { UserRanking } from './ranking-pass';
import { UserProfiles } from './user-profile';

/** A user's ranking and what it is held against. */
export interface JudgedUser extends UserRanking {
  readonly user: number;
  /** Relevant held-out items, in the order of `ranks`, and their ratings. */
  readonly relevant: Uint32Array;
  readonly ratings: Float32Array;
  /** How many items were ranked. */
  readonly candidates: number;
}

type Measure = (judged: JudgedUser) => number;

/** Turns the rankings of users, as they come by, into figures. */
export class RankingFigures {
  readonly perUser: Record<string, PerUserMetric> = {};
  /** Users whose list has equal scores on both sides of a cutoff, one count a cutoff. */
  readonly ties: number[];
  readonly #beyond: BeyondAccuracy;
  readonly #profiles: UserProfiles;
  readonly #columns: readonly (readonly [Float64Array, Measure])[];

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
    this.#profiles = new UserProfiles(train);
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

  #atCutoff(name: string, cutoff: number, c: number): Measure {
    const [beyond, profiles] = [this.#beyond, this.#profiles];
    switch (name) {
      case 'novelty':
      case 'diversity':
        return ({ list }) => beyond[name](list, cutoff);
      case 'serendipity':
        return ({ user, list, relevant }) =>
          profiles.serendipity(user, head(list, cutoff), new Set(relevant), cutoff);
      case 'popularity-bias':
        return ({ user, list }) => profiles.popularityLift(user, head(list, cutoff));
      case 'calibration':
        return ({ user, list }) => profiles.miscalibration(user, head(list, cutoff));
      case 'ndcg-graded':
        return ({ ranks, ratings }) => gradedNdcg(ranks, ratings, cutoff);
      default:
        return (judged) =>
          listMetric(
            name,
            this.fromRanks ? sumsOfRanks(judged.ranks, cutoff) : sumsAt(judged, c),
            cutoff,
            judged.relevant.length,
          );
    }
  }

  /** Takes in the ranking of the user at `position`. */
  take(position: number, judged: JudgedUser): void {
    for (const [values, measure] of this.#columns) values[position] = measure(judged);
    this.cutoffs.forEach((cutoff, c) => {
      this.#beyond.count(judged.list, cutoff);
      if (tieCrosses(judged, cutoff)) this.ties[c]!++;
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

function uncut(name: string): Measure {
  return ({ ranks, candidates }) => rankMetric(name, ranks, candidates);
}

function sumsAt({ sums }: UserRanking, cutoffIndex: number): ListSums {
  const at = cutoffIndex * RANKING_SUMS.length;
  return { hits: sums[at]!, gain: sums[at + 1]!, precision: sums[at + 2]!, reciprocal: sums[at + 3]! };
}

function tieCrosses({ list, scores }: UserRanking, cutoff: number): boolean {
  return list[cutoff] !== NO_ITEM && scores[cutoff - 1] === scores[cutoff];
}

/** The first `cutoff` items, fewer where the list is shorter. */
function head(list: Uint32Array, cutoff: number): Uint32Array {
  const end = list.indexOf(NO_ITEM);
  return list.subarray(0, Math.min(cutoff, end < 0 ? list.length : end));
}
