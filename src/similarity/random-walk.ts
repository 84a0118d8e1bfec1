import type { Dataset } from '../data/dataset';
import type { FeatureMatrix } from './features';
import type { NeighbourLists } from './neighbour-lists';
import type { MeasureSpec } from './options';

/**
 * Three steps of a random walk on the graph of interactions, user → item → user → item, as a similarity of items
 * (P3α: Cooper et al. 2014; RP3β: Paudel et al. 2017). d = degree:
 *
 *   W_ij = d_i^−α · d_j^−β · Σ_{u with i and j} d_u^−α
 *
 * Of each row the k largest are kept. Written as a cosine it is symmetric but for a factor of the row: the features
 * weigh d_u^(−α/2), the norms are d^β, and `walkWeights` puts d_i^(β − α) back into row i.
 */
export function walkMatrix({ byItem, byUser }: Dataset, alpha: number, beta: number): FeatureMatrix {
  const degrees = (offsets: Uint32Array, power: number) =>
    Float64Array.from(
      { length: offsets.length - 1 },
      (_, row) => (offsets[row + 1]! - offsets[row]!) ** power,
    );
  const ofUser = degrees(byUser.offsets, -alpha / 2);
  const featureValues = new Float64Array(byUser.indices.length);
  for (let user = 0; user < byUser.rows; user++)
    featureValues.fill(ofUser[user]!, byUser.offsets[user], byUser.offsets[user + 1]);
  return {
    entities: byItem.rows,
    features: byItem.columns,
    offsets: byItem.offsets,
    indices: byItem.indices,
    values: Float64Array.from(byItem.indices, (user) => ofUser[user]!),
    featureOffsets: byUser.offsets,
    featureIndices: byUser.indices,
    featureValues,
    norms: degrees(byItem.offsets, beta),
    binary: alpha === 0,
  };
}

/** The measure under which `walkMatrix` gives W up to a factor of the row. */
export const WALK_MEASURE: MeasureSpec = {
  measure: 'cosine',
  shrinkage: 0,
  minSupport: 1,
  significance: 0,
  amplification: 1,
  alpha: 0.5,
  beta: 0.5,
};

/** The walk's probabilities: row i of the lists times d_i^(β − α). */
export function walkWeights(
  lists: NeighbourLists,
  { byItem: { offsets } }: Dataset,
  alpha: number,
  beta: number,
): NeighbourLists {
  const similarities = new Float32Array(lists.similarities.length);
  for (let item = 0; item < lists.entities; item++) {
    const factor = (offsets[item + 1]! - offsets[item]!) ** (beta - alpha);
    for (let at = item * lists.k; at < (item + 1) * lists.k; at++)
      similarities[at] = lists.similarities[at] === 0 ? 0 : lists.similarities[at]! * factor;
  }
  return { ...lists, similarities };
}
