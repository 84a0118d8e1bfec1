import type { Operation, Scope, Tensor } from '../backend';

/** Neighbourhood models, from sparse rows to similarities, predictions and scores. */
export interface SimilarityKernels {
  coRated(scope: Scope, spec: CoRatedSpec): Operation;
  coRatedAfter(scope: Scope, spec: CoRatedAfterSpec): Operation;
  similarity(scope: Scope, spec: SimilaritySpec): Operation;
  knnPredict(scope: Scope, spec: KnnPredictSpec): Operation;
  sparseProduct(scope: Scope, spec: SparseProductSpec): Operation;
}

/** A row number that stands for “no row here”: its part of the output is left alone. */
export const NO_ROW = 0xffffffff;

/** Compressed sparse rows on the device, indices ascending within a row. */
export interface SparseTensors {
  /** u32[rows + 1] */
  readonly offsets: Tensor<'u32'>;
  /** u32[nonzeros] */
  readonly indices: Tensor<'u32'>;
  /** f32[nonzeros] */
  readonly values: Tensor<'f32'>;
}

/**
 * Compressed sparse rows whose column range is cut into `segments` equal parts of ⌈columns / segments⌉:
 * part s of row r holds the entries `starts[r·segments + s] … starts[r·segments + s + 1]`.
 */
export interface SegmentedTensors {
  /** u32[rows · segments + 1] */
  readonly starts: Tensor<'u32'>;
  readonly indices: Tensor<'u32'>;
  readonly values: Tensor<'f32'>;
  readonly segments: number;
}

/**
 * What is summed over the features that two entities share (x: the row's value, y: the column's):
 * `count` n · `product` n, Σxy · `distance` n, Σ(x − y)² · `norms` n, Σxy, Σx², Σy² ·
 * `moments` n, Σxy, Σx², Σy², Σx, Σy · `dot` Σxy alone: of positive values it is positive exactly where n is
 */
export type CoRatedSums = 'count' | 'product' | 'distance' | 'norms' | 'moments' | 'dot';

/** Consecutive f32 an output entry takes, by kind of sums (`moments` is padded to 8). */
export const SUMS_WIDTH: Readonly<Record<CoRatedSums, number>> = {
  count: 1,
  product: 2,
  distance: 2,
  norms: 4,
  moments: 8,
  dot: 1,
};

/** The sums over shared features of the entities in `rows` against every entity. Summed in ascending feature order. */
export interface CoRatedSpec {
  /** u32[tile]: entities, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  /** entity → features */
  readonly entities: SparseTensors;
  /** feature → entities */
  readonly features: SegmentedTensors;
  /** Number of entities. */
  readonly columns: number;
  readonly sums: CoRatedSums;
  /** out: f32[tile × columns × SUMS_WIDTH[sums]] */
  readonly out: Tensor<'f32'>;
}

/**
 * The sums of the entities in `rows` against the entities after each of them (b > a), for symmetric measures; the
 * rest of a row of `out` is 0.
 */
export interface CoRatedAfterSpec {
  /** u32[tile]: entities, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  /** u32[entities + 1] */
  readonly entityOffsets: Tensor<'u32'>;
  /** u32[nonzeros × 2]: for each entry of the entities, where in `featureEntities` those after the entity begin and end */
  readonly ranges: Tensor<'u32'>;
  /** f32[nonzeros] */
  readonly entityValues: Tensor<'f32'>;
  /** u32[nonzeros]: entities of all features, ascending within a feature */
  readonly featureEntities: Tensor<'u32'>;
  /** f32[nonzeros] */
  readonly featureValues: Tensor<'f32'>;
  /** Number of entities. */
  readonly columns: number;
  readonly sums: CoRatedSums;
  /** out: f32[tile × columns × SUMS_WIDTH[sums]] */
  readonly out: Tensor<'f32'>;
}

export const MEASURES = [
  'cosine',
  'cosine-common',
  'pearson',
  'pearson-baseline',
  'msd',
  'jaccard',
  'dice',
  'adjusted-cosine',
  'asymmetric-cosine',
  'tversky',
  'conditional-probability',
  'log-likelihood-ratio',
] as const;

export type MeasureName = (typeof MEASURES)[number];

/** The sums that each measure is a function of. */
export const SUMS_OF: Readonly<Record<MeasureName, CoRatedSums>> = {
  cosine: 'product',
  'cosine-common': 'norms',
  pearson: 'moments',
  'pearson-baseline': 'norms',
  msd: 'distance',
  jaccard: 'count',
  dice: 'count',
  'adjusted-cosine': 'norms',
  'asymmetric-cosine': 'product',
  tversky: 'count',
  'conditional-probability': 'count',
  'log-likelihood-ratio': 'count',
};

/** A measure with all that shapes it. Formulas: `src/compute/cpu/similarity.ts`. */
export interface MeasureSpec {
  readonly measure: MeasureName;
  /** λ ≥ 0; enters the denominator of measures over all entries, and as n/(n + λ) into those over shared entries. */
  readonly shrinkage: number;
  /** Pairs that share fewer features have similarity 0. */
  readonly minSupport: number;
  /** γ: similarities are multiplied by min(n, γ)/γ; 0 = off (Herlocker et al. 1999). */
  readonly significance: number;
  /** ρ: s → s·|s|^(ρ − 1); 1 = off (Breese et al. 1998). */
  readonly amplification: number;
  /** Weight α of the asymmetric cosine and of Tversky's index, damping exponent of the conditional probability. */
  readonly alpha: number;
  /** Weight β of Tversky's index. */
  readonly beta: number;
}

export interface SimilaritySpec extends MeasureSpec {
  /** u32[tile]: entities, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  /** Number of entities. */
  readonly columns: number;
  /** Number of features (the N of the log-likelihood ratio). */
  readonly features: number;
  /** f32[tile × columns × SUMS_WIDTH[kind]] */
  readonly sums: Tensor<'f32'>;
  /** SUMS_OF[measure], or `dot` in place of `product` where nothing looks at n but whether it is 0. */
  readonly kind: CoRatedSums;
  /** f32[columns × 2]: each entity's number of features and Euclidean norm √Σx² */
  readonly statistics: Tensor<'f32'>;
  /** Writes −∞ for the entity itself and where the similarity is not positive: ready for `topK`. */
  readonly candidates: boolean;
  /** out: f32[tile × columns] */
  readonly out: Tensor<'f32'>;
}

/**
 * For each pair p of a row of similarities and a list of (entity, value): among the list's entities the k most
 * similar, of which only positive ones count; out[p] = Σ s·value / Σ s over them, found[p] = how many they are.
 * Similarities that agree to 2⁻²⁰ are ties; ties go to the entity that comes first in the list.
 */
export interface KnnPredictSpec {
  /** f32[tile × columns] */
  readonly similarities: Tensor<'f32'>;
  readonly columns: number;
  readonly lists: SparseTensors;
  /** u32[pairs × 2]: row in the similarity tile, row in `lists` */
  readonly pairs: Tensor<'u32'>;
  /** u32[2]: the pairs [first, end) to be done now, at most `capacity` of them */
  readonly cursor: Tensor<'u32'>;
  readonly capacity: number;
  readonly neighbours: number;
  /** out: f32[pairs]; 0 where none was found */
  readonly out: Tensor<'f32'>;
  /** out: u32[pairs] */
  readonly found: Tensor<'u32'>;
}

/** out[t, ·] = Σⱼ left[rows[t], j] · right[j, ·]: sparse rows times a sparse matrix, as dense rows. j ascends. */
export interface SparseProductSpec {
  /** u32[tile]: rows of `left`, or NO_ROW */
  readonly rows: Tensor<'u32'>;
  readonly tile: number;
  readonly left: SparseTensors;
  readonly right: SegmentedTensors;
  /** Columns of `right`. */
  readonly columns: number;
  /** out: f32[tile × columns] */
  readonly out: Tensor<'f32'>;
}
