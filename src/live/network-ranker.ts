import type { LocalizedText } from '../language';
import type { Candidate } from '../ranking/candidate';
import type { RankNetwork } from '../ranking/rank/network';
import type { Ranker } from '../ranking/rank/ranker';
import { FEATURE_GROUPS, RANK_FEATURES, rankFeatures } from './rank-features';
import type { LiveSession } from './session';

/** What a group of features adds to a candidate's score, beside the list's mean. */
export interface RankShare {
  readonly label: LocalizedText;
  readonly share: number;
}

const GROUPS = RANK_FEATURES.map(({ group }) => group);

/** A trained network as the ranker of one list, which it remembers to explain its places. */
export class NetworkRanker implements Ranker {
  readonly reason: LocalizedText = {
    en: 'The trained network puts it there; the weighted sum would not.',
    zh: '由训练的网络排在此处，与加权和不同。',
  };

  #candidates: readonly Candidate[] = [];
  #features = new Float32Array();

  /** @param time Unix seconds */
  constructor(
    readonly network: RankNetwork,
    readonly session: LiveSession,
    readonly user: number,
    readonly time: number,
  ) {}

  scores(candidates: readonly Candidate[]): Float64Array {
    this.#candidates = candidates;
    this.#features = rankFeatures(this.session, this.user, this.time, candidates);
    return this.network.scores(this.#features);
  }

  /** f32[items × RANK_FEATURES] of candidates of the list. */
  featuresOf(items: readonly number[]): Float32Array<ArrayBuffer> {
    const { features } = this.network;
    const rows = new Map(this.#candidates.map(({ item }, row) => [item, row]));
    const out = new Float32Array(items.length * features);
    items.forEach((item, at) => {
      const from = rows.get(item)! * features;
      out.set(this.#features.subarray(from, from + features), at * features);
    });
    return out;
  }

  /**
   * What speaks for and against one of the candidates, the strongest first; it sums up to its score less that of the
   * list's mean. Empty for an item that is none of them.
   */
  shares(item: number): RankShare[] {
    const row = this.#candidates.findIndex((candidate) => candidate.item === item);
    if (row < 0) return [];
    const shares = this.network.shares(this.#features, row, GROUPS, FEATURE_GROUPS.length);
    return FEATURE_GROUPS.map((label, group) => ({ label, share: clean(shares[group]!) })).sort(
      (a, b) => Math.abs(b.share) - Math.abs(a.share),
    );
  }
}

/** Features that all candidates share add what rounding leaves: nothing. */
function clean(share: number): number {
  return Math.abs(share) < 1e-9 ? 0 : share;
}
