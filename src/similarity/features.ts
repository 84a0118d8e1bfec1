import type { Csr, Dataset } from '../data/dataset';
import { fitBaselines, type Baselines } from './baselines';
import { deviation } from './deviation';
import type { Axis, SimilarityOptions } from './options';
import { weightEntries } from './weighting';

/**
 * What similarities are taken over: entities (users or items) by features (the other), both ways round, with the
 * values that the measure wants (ratings, weights, deviations from a mean, residuals).
 */
export interface FeatureMatrix {
  readonly entities: number;
  readonly features: number;
  /** Entity → features: u32[entities + 1], ascending within a row */
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Values;
  /** Feature → entities */
  readonly featureOffsets: Uint32Array;
  readonly featureIndices: Uint32Array;
  readonly featureValues: Values;
  /** √Σx² of each entity */
  readonly norms: Float64Array;
  /** Every value is 1: Σxy is then n. */
  readonly binary: boolean;
}

export type Values = Float32Array | Float64Array;

/**
 * The matrix for a measure: adjusted cosine takes the mean of the feature off every value (Sarwar et al. 2001),
 * Pearson-baseline the bias model (Koren 2010), the other measures use values as they are or weighted.
 *
 * @param baselines of `train`, where they are fitted already
 */
export function featureMatrix(
  train: Dataset,
  axis: Axis,
  options: Pick<SimilarityOptions, 'measure' | 'featureWeighting'>,
  baselines?: Baselines,
): FeatureMatrix {
  const [rows, columns] = axis === 'user' ? [train.byUser, train.byItem] : [train.byItem, train.byUser];
  let values: Values = rows.values;
  if (options.featureWeighting !== 'none')
    values = weightEntries(options.featureWeighting, rows.offsets, rows.indices, rows.columns, values);
  if (options.measure === 'adjusted-cosine') values = lessFeatureMeans(rows, values);
  if (options.measure === 'pearson-baseline')
    values = lessBaselines(rows, values, axis, baselines ?? fitBaselines(train));
  return {
    entities: rows.rows,
    features: rows.columns,
    offsets: rows.offsets,
    indices: rows.indices,
    values,
    featureOffsets: columns.offsets,
    featureIndices: columns.indices,
    featureValues: values === rows.values ? columns.values : transposed(rows, columns.offsets, values),
    norms: normsOf(rows.offsets, values),
    binary: values.every((value) => value === 1),
  };
}

function lessFeatureMeans(rows: Csr, values: Values): Float64Array {
  const means = new Float64Array(rows.columns);
  const counts = new Float64Array(rows.columns);
  for (let p = 0; p < values.length; p++) {
    means[rows.indices[p]!]! += values[p]!;
    counts[rows.indices[p]!]!++;
  }
  for (let f = 0; f < means.length; f++) means[f]! /= counts[f]! || 1;
  return Float64Array.from(values, (value, p) => deviation(value, means[rows.indices[p]!]!));
}

function lessBaselines(rows: Csr, values: Values, axis: Axis, baselines: Baselines): Float64Array {
  const [own, other] =
    axis === 'user' ? [baselines.users, baselines.items] : [baselines.items, baselines.users];
  const residuals = new Float64Array(values.length);
  for (let a = 0; a < rows.rows; a++)
    for (let p = rows.offsets[a]!; p < rows.offsets[a + 1]!; p++)
      residuals[p] = values[p]! - (baselines.mean + own[a]! + other[rows.indices[p]!]!);
  return residuals;
}

/** Values in the order of the transposed matrix: rows are read in order, so each column fills up ascending. */
function transposed(rows: Csr, columnOffsets: Uint32Array, values: Values): Float64Array {
  const next = columnOffsets.slice();
  const result = new Float64Array(values.length);
  for (let p = 0; p < values.length; p++) result[next[rows.indices[p]!]!++] = values[p]!;
  return result;
}

function normsOf(offsets: Uint32Array, values: Values): Float64Array {
  const norms = new Float64Array(offsets.length - 1);
  for (let a = 0; a < norms.length; a++) {
    let sum = 0;
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) sum += values[p]! * values[p]!;
    norms[a] = Math.sqrt(sum);
  }
  return norms;
}
