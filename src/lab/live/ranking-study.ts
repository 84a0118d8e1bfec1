import { Random } from '../../compute/random';
import { mcnemar, wilcoxonSignedRank } from '../../evaluation/significance';
import type { LocalizedText } from '../../language';
import { FEATURE_GROUPS, RANK_FEATURES } from '../../live/rank-features';
import type { RankNetwork } from '../../ranking/rank/network';
import { mean } from './mean';
import type { OrderFigures, RankingStudy } from './ranking-api';
import { PLAIN_ORDERS, type ListParts, type RankingList } from './ranking-lists';
import { FOR_YOU } from './visit';

/**
 * Place of what was taken in each list by scores, from 1, Infinity where it is not in it (or has the score −Infinity).
 * Equal scores share the mean of their places.
 */
export function placesOf(
  lists: readonly RankingList[],
  scoresOf: (list: RankingList) => ArrayLike<number>,
): number[] {
  return lists.map((list) => {
    if (list.taken < 0) return Infinity;
    const scores = scoresOf(list);
    const own = scores[list.taken]!;
    if (own === -Infinity) return Infinity;
    let [above, equal] = [0, 0];
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! > own) above++;
      else if (scores[i] === own) equal++;
    }
    return above + (equal + 1) / 2;
  });
}

/** NDCG of a list with one relevant item at the place, cut after the shelf. */
export function gainOf(place: number): number {
  return place <= FOR_YOU ? 1 / Math.log2(place + 1) : 0;
}

const LABELS: Readonly<Record<(typeof PLAIN_ORDERS)[number] | 'network', LocalizedText>> = {
  network: { en: 'trained network', zh: '训练的网络' },
  weighted: { en: 'weighted sum', zh: '加权和' },
  'weighted-embedding': { en: 'weighted sum, with the embedding', zh: '加权和（含嵌入召回）' },
  'item-knn': FEATURE_GROUPS[0]!,
  recent: FEATURE_GROUPS[1]!,
  content: FEATURE_GROUPS[2]!,
  popularity: FEATURE_GROUPS[3]!,
  embedding: FEATURE_GROUPS[4]!,
};

/** What a network achieves on the judged lists, beside orders that need no training, and what it owes to which features. */
export function studyRanking(
  network: RankNetwork,
  { training, validation, judged }: ListParts,
  seed: number,
): RankingStudy {
  const places = new Map<string, readonly number[]>([
    ['network', placesOf(judged, ({ features }) => network.scores(features))],
    ...PLAIN_ORDERS.map((name) => [name, placesOf(judged, (list) => list.orders.get(name)!)] as const),
  ]);
  const gains = (name: string) => Float64Array.from(places.get(name)!, gainOf);
  const hits = (name: string) => Float64Array.from(places.get(name)!, (place) => (place <= FOR_YOU ? 1 : 0));
  const orders = [...places.keys()].map((name): OrderFigures => ({
    name,
    label: LABELS[name as keyof typeof LABELS],
    hitRate: mean(hits(name)),
    ndcg: mean(gains(name)),
  }));
  const [byNetwork, byWeights] = [hits('network'), hits('weighted')];
  const only = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, hit, i) => sum + (hit > b[i]! ? 1 : 0), 0);
  const share = (holds: (list: RankingList) => boolean) =>
    judged.filter(holds).length / Math.max(1, judged.length);
  return {
    lists: { training: training.length, validation: validation.length, judged: judged.length },
    recall: {
      all: share(({ taken }) => taken >= 0),
      own: share(({ taken, orders: of }) => taken >= 0 && of.get('weighted')![taken]! > -Infinity),
    },
    cutoff: FOR_YOU,
    orders,
    test: {
      onlyNetwork: only(byNetwork, byWeights),
      onlyWeighted: only(byWeights, byNetwork),
      hits: mcnemar(byNetwork, byWeights).p,
      ndcg: wilcoxonSignedRank(gains('network'), gains('weighted')).p,
    },
    importance: FEATURE_GROUPS.map((label, group) => ({
      label,
      loss: mean(gains('network')) - mean(withoutGroup(network, judged, group, seed).map(gainOf)),
    })),
    parameters: network.parameters,
  };
}

/** Places where the features of a group are dealt anew among the candidates of each list (Breiman 2001, within lists). */
function withoutGroup(
  network: RankNetwork,
  lists: readonly RankingList[],
  group: number,
  seed: number,
): number[] {
  const width = RANK_FEATURES.length;
  const columns = RANK_FEATURES.flatMap((feature, f) => (feature.group === group ? [f] : []));
  let at = 0;
  return placesOf(lists, ({ features }) => {
    const dealt = features.slice();
    const from = new Random(seed, `ranking importance ${group}`, at++).permutation(features.length / width);
    from.forEach((candidate, row) => {
      for (const f of columns) dealt[row * width + f] = features[candidate * width + f]!;
    });
    return network.scores(dealt);
  });
}
