import type { Backend } from '../compute/backend';
import { NO_ITEM } from '../compute/contracts/select';
import { uploadMatrix } from './device-matrix';
import type { FeatureMatrix } from './features';
import { hostNeighbours, type NeighbourHooks } from './host-neighbours';
import { NeighbourJudge } from './judge';
import { GrowingLists, type NeighbourLists } from './neighbour-lists';
import type { MeasureSpec } from './options';
import { SimilarityTile, tileRows } from './tile';

/** Candidates that the device finds beyond k, so that f64 can tell whether its choice of k was safe. */
const MARGIN = 16;

/**
 * The k nearest of every entity: the same lists on every backend, bit for bit.
 *
 * The device computes similarities tile by tile in f32 and keeps the k + 16 best of each row; the host takes these
 * candidates again in f64 (`NeighbourJudge`), orders them, and recomputes a row alone where f32 could not tell who
 * belongs to the k. On the CPU backend everything is f64 from the start.
 */
export async function nearestNeighbours(
  backend: Backend,
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  k: number,
  hooks: NeighbourHooks,
): Promise<NeighbourLists> {
  const { entities } = matrix;
  if (backend.kind === 'cpu' || entities < 2) return hostNeighbours(matrix, spec, k, hooks);
  const lists = new GrowingLists(entities, k);
  const scope = backend.scope('neighbours');
  try {
    const rows = tileRows(backend, entities, spec);
    const tile = new SimilarityTile(backend, scope, matrix, uploadMatrix(scope, matrix), spec, rows);
    const candidates = Math.min(entities, k + MARGIN);
    const values = scope.tensor('f32', rows * candidates, 'candidate similarities');
    const indices = scope.tensor('u32', rows * candidates, 'candidates');
    const select = backend.kernels.topK(scope, {
      scores: tile.similarities,
      rows,
      columns: entities,
      k: candidates,
      values,
      indices,
    });
    const judge = new NeighbourJudge(matrix, spec, lists);
    for (let first = 0; first < entities; first += rows) {
      const count = Math.min(rows, entities - first);
      tile.choose(Uint32Array.from({ length: count }, (_, t) => first + t));
      backend.run([...tile.operations, select]);
      const [found, similarities] = await Promise.all([
        backend.read(indices, 0, count * candidates),
        backend.read(values, 0, count * candidates),
      ]);
      for (let t = 0; t < count; t++) {
        const from = t * candidates;
        let length = 0;
        while (length < candidates && found[from + length] !== NO_ITEM) length++;
        const complete = length < candidates || candidates === entities;
        judge.decide(
          first + t,
          found.subarray(from, from + length),
          complete ? -Infinity : similarities[from + length - 1]!,
        );
      }
      hooks.report(first + count, entities);
      if ((await hooks.checkpoint()) === 'stop') break;
    }
    return lists.sorted();
  } finally {
    scope.dispose();
  }
}
