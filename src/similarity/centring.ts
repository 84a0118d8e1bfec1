import type { Dataset } from '../data/dataset';
import { fitBaselines, type Baselines } from './baselines';
import type { SparseRows } from './device-matrix';
import type { Axis } from './options';

export const CENTRINGS = ['none', 'mean', 'z-score', 'baseline'] as const;
export type CentringName = (typeof CENTRINGS)[number];

/**
 * What k-NN averages, and what it adds the average to (Surprise's four forms). a is the entity, v its neighbours,
 * f the list they are taken from (the item of user k-NN, the user of item k-NN):
 *
 * - none: r̂ = Σ s_av r_vf / Σ s_av
 * - mean: r̂ = μ_a + Σ s_av (r_vf − μ_v) / Σ s_av
 * - z-score: r̂ = μ_a + σ_a · Σ s_av (r_vf − μ_v)/σ_v / Σ s_av; σ of all ratings where an entity's own is 0
 * - baseline: r̂ = b_af + Σ s_av (r_vf − b_vf) / Σ s_av
 */
export interface Centring {
  /** One row a list: its entities and what each one brings to the average. */
  readonly lists: SparseRows;
  /** What the average of `entity` over list `list` is added to. */
  base(entity: number, list: number): number;
  /** What the average is multiplied by. */
  scale(entity: number): number;
}

/** @param baselines of `train`, where they are fitted already */
export function centring(train: Dataset, axis: Axis, name: CentringName, baselines?: Baselines): Centring {
  const rows = axis === 'user' ? train.byItem : train.byUser;
  const { offsets, indices } = rows;
  const lists = (value: (rating: number, entity: number, list: number) => number): SparseRows => {
    const values = new Float32Array(indices.length);
    for (let list = 0; list < rows.rows; list++)
      for (let p = offsets[list]!; p < offsets[list + 1]!; p++)
        values[p] = value(rows.values[p]!, indices[p]!, list);
    return { offsets, indices, values };
  };
  if (name === 'none') return { lists: lists((rating) => rating), base: () => 0, scale: () => 1 };
  if (name === 'baseline') {
    const { mean, users, items } = baselines ?? fitBaselines(train);
    const [own, other] = axis === 'user' ? [users, items] : [items, users];
    const base = (entity: number, list: number) => mean + own[entity]! + other[list]!;
    return {
      lists: lists((rating, entity, list) => rating - base(entity, list)),
      base,
      scale: () => 1,
    };
  }
  const { means, deviations } = moments(axis === 'user' ? train.byUser : train.byItem);
  if (name === 'mean')
    return {
      lists: lists((rating, entity) => rating - means[entity]!),
      base: (entity) => means[entity]!,
      scale: () => 1,
    };
  return {
    lists: lists((rating, entity) => (rating - means[entity]!) / deviations[entity]!),
    base: (entity) => means[entity]!,
    scale: (entity) => deviations[entity]!,
  };
}

/** Mean and standard deviation (of the population) of each row; where it is 0, that of all values. */
function moments({ offsets, values }: Dataset['byUser']): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(offsets.length - 1);
  const deviations = new Float64Array(offsets.length - 1);
  const overall = deviationOf(values, 0, values.length) || 1;
  for (let row = 0; row < means.length; row++) {
    const [start, end] = [offsets[row]!, offsets[row + 1]!];
    if (start === end) continue;
    means[row] = meanOf(values, start, end);
    deviations[row] = deviationOf(values, start, end) || overall;
  }
  return { means, deviations };
}

function meanOf(values: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let p = start; p < end; p++) sum += values[p]!;
  return sum / (end - start);
}

function deviationOf(values: Float32Array, start: number, end: number): number {
  const mean = meanOf(values, start, end);
  let sum = 0;
  for (let p = start; p < end; p++) sum += (values[p]! - mean) ** 2;
  return Math.sqrt(sum / (end - start));
}
