import { SUMS_OF, type MeasureName, type MeasureSpec } from '../../compute/contracts/similarity';
import type { Dataset } from '../../data/dataset';
import { featureMatrix } from '../features';
import type { NeighbourLists } from '../neighbour-lists';
import type { Axis, SimilarityOptions } from '../options';
import type { ExactLists } from './exact-lists';
import { FeatureRelativeSimilarity } from './feature-relative-similarity';
import { IncrementalSimilarity } from './incremental-similarity';
import { LengthWeightedSimilarity } from './length-weighted-similarity';

/** Similarities and neighbour lists of values that come, change and go. */
export interface LiveSimilarity {
  readonly spec: MeasureSpec;
  readonly k: number;
  /** entity → value as it was given, for each feature; in order of arrival */
  readonly byFeature: readonly Map<number, number>[];
  /** feature → value, for each entity; in order of arrival */
  readonly byEntity: readonly Map<number, number>[];
  readonly lists: ExactLists;
  /** Makes room for entities and features up to these counts. `set` does so by itself. */
  grow(entities: number, features: number): void;
  /** The value of (entity, feature) is now this. */
  set(entity: number, feature: number, value: number): void;
  /** (entity, feature) is gone; without effect where it was not there. */
  remove(entity: number, feature: number): void;
  similarity(a: number, b: number): number;
  /** Features that a and b share. */
  support(a: number, b: number): number;
  /** Calls `visit` with everyone who shares a feature with `a`, and their similarity. */
  forEach(a: number, visit: (b: number, similarity: number) => void): void;
}

/** Measures over values that no closed form follows: each rating moves every bias of the bias model a little. */
const NOT_INCREMENTAL: readonly MeasureName[] = ['pearson-baseline'];

/**
 * Whether a similarity can follow single events and still be what a fit on the resulting data gives.
 *
 * Pearson on the bias model cannot: its residuals are those of ten rounds of alternating least squares over all
 * ratings, so that one event changes every residual, and with them every pair. Following it by steps would be near,
 * not equal.
 */
export function isIncremental({ measure }: Pick<MeasureSpec, 'measure'>): boolean {
  return !NOT_INCREMENTAL.includes(measure);
}

/**
 * The similarities of `train` as they follow events, by what one event touches:
 *
 * - values as they are (and counts, which no weighting changes): the pairs of the entity with those who share the
 *   feature (`IncrementalSimilarity`);
 * - values relative to their feature (adjusted cosine, TF-IDF): all pairs among those who share the feature
 *   (`FeatureRelativeSimilarity`);
 * - values relative to their entity's length (BM25): everything, a little; lists are made when they are read
 *   (`LengthWeightedSimilarity`).
 *
 * @param lists those of a fit on `train`, where they are known
 */
export function liveSimilarity(
  train: Dataset,
  axis: Axis,
  options: SimilarityOptions,
  k: number,
  lists: NeighbourLists | null = null,
): LiveSimilarity {
  const given = featureMatrix(train, axis, { measure: 'cosine', featureWeighting: 'none' });
  const { measure, featureWeighting } = options;
  if (SUMS_OF[measure] === 'count') return IncrementalSimilarity.from(given, options, k, lists);
  if (featureWeighting === 'bm25') return LengthWeightedSimilarity.from(given, options, k, lists);
  if (featureWeighting === 'none' && measure !== 'adjusted-cosine')
    return IncrementalSimilarity.from(given, options, k, lists);
  return FeatureRelativeSimilarity.from(given, featureMatrix(train, axis, options), options, k, lists);
}
