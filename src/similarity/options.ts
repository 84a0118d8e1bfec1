import type { MeasureSpec } from '../compute/contracts/similarity';

export type { MeasureName, MeasureSpec } from '../compute/contracts/similarity';

/** Whose similarity: the entities are users or items, the features are the other. */
export type Axis = 'user' | 'item';

export const FEATURE_WEIGHTINGS = ['none', 'tf-idf', 'bm25'] as const;
export type FeatureWeighting = (typeof FEATURE_WEIGHTINGS)[number];

export interface SimilarityOptions extends MeasureSpec {
  /** Weighting of the entries before the measure is taken (see `weighting.ts`). */
  readonly featureWeighting: FeatureWeighting;
}

/** Every measure here but these three gives s(a, b) = s(b, a). */
export function isSymmetric({ measure, alpha, beta }: MeasureSpec): boolean {
  if (measure === 'asymmetric-cosine') return alpha === 0.5;
  if (measure === 'tversky') return alpha === beta;
  return measure !== 'conditional-probability' || alpha === 1;
}
