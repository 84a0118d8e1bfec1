import type { FeatureMatrix } from './features';
import { GrowingLists, type NeighbourLists } from './neighbour-lists';
import type { NeighbourPath } from './neighbour-path';
import { isSymmetric, type MeasureSpec } from './options';
import { RowMerge } from './row-merge';

/** Heard between two pieces of work; `done` of `total` entities have their lists. */
export interface NeighbourHooks {
  /** How it is gone about, before it begins. */
  planned?(path: NeighbourPath): void;
  report(done: number, total: number): void;
  checkpoint(): Promise<'go' | 'stop'>;
}

/** Updates of the row merge between two checkpoints: some 50 ms. */
const UPDATES_PER_PIECE = 1 << 24;

/**
 * The k nearest of every entity by sparse row merge on the host, in f64. Symmetric measures take each pair once
 * (b > a) and offer it to both lists. A `stop` keeps the lists as they are.
 *
 * Time: Σ_f |entities with f|² updates, half of it for symmetric measures; memory: entities × k · 16 bytes beside the matrix.
 */
export async function hostNeighbours(
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  k: number,
  hooks: NeighbourHooks,
): Promise<NeighbourLists> {
  const { entities } = matrix;
  const lists = new GrowingLists(entities, k);
  const row = new RowMerge(matrix, spec, true);
  const symmetric = isSymmetric(spec);
  // Where each feature's entities after the current one begin; entities come in ascending order.
  const starts = matrix.featureOffsets.slice();
  let updates = 0;
  for (let a = 0; a < entities; a++) {
    if (symmetric)
      for (let p = matrix.offsets[a]!; p < matrix.offsets[a + 1]!; p++) starts[matrix.indices[p]!]!++;
    row.merge(a, starts);
    offerRow(lists, row, a, symmetric);
    row.clear();
    updates += updatesOf(matrix, starts, a) + 64;
    if (updates > UPDATES_PER_PIECE) {
      updates = 0;
      hooks.report(a, entities);
      if ((await hooks.checkpoint()) === 'stop') break;
    }
  }
  hooks.report(entities, entities);
  return lists.sorted();
}

function offerRow(lists: GrowingLists, row: RowMerge, a: number, symmetric: boolean): void {
  const { touched, touchedCount } = row;
  const { least } = lists;
  const values = row.similarities(a);
  for (let i = 0; i < touchedCount; i++) {
    const b = touched[i]!;
    const similarity = Math.fround(values[i]!);
    if (similarity >= least[a]! && b !== a) lists.offer(a, b, similarity);
    if (symmetric && similarity >= least[b]!) lists.offer(b, a, similarity);
  }
}

function updatesOf(matrix: FeatureMatrix, starts: Uint32Array, a: number): number {
  let updates = 0;
  for (let p = matrix.offsets[a]!; p < matrix.offsets[a + 1]!; p++) {
    const f = matrix.indices[p]!;
    updates += matrix.featureOffsets[f + 1]! - starts[f]!;
  }
  return updates;
}
