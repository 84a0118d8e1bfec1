import type { Backend, Scope } from '../compute/backend';
import { NO_ITEM } from '../compute/contracts/select';
import type { SumsBy } from './choose-sums';
import type { FeatureMatrix } from './features';
import { hostNeighbours, type NeighbourHooks } from './host-neighbours';
import { NeighbourJudge } from './judge';
import { GrowingLists, NO_NEIGHBOUR, type NeighbourLists } from './neighbour-lists';
import { workOf } from './neighbour-work';
import { isSymmetric, type MeasureSpec } from './options';
import { planNeighbours, type NeighbourPlan } from './plan';
import { MARGIN, selectionFor, type Selection } from './selection';
import { SimilarityTile } from './tile';

/**
 * The k nearest of every entity: the same lists on every backend and by either selection, bit for bit.
 *
 * The device computes similarities tile by tile in f32, from sums by row merge or by dense products
 * (`planNeighbours`), the k + 16 best of each row become candidates, and the host takes these again in f64
 * (`NeighbourJudge`), orders them, and recomputes a row alone where f32 could not tell who belongs to the k. On the
 * CPU backend, and where the matrix is larger than the device's budget, everything is f64 on the host from the start.
 *
 * @param sums row merge or dense tiles where both can be done; else what the plan expects to be done sooner
 */
export async function nearestNeighbours(
  backend: Backend,
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  k: number,
  hooks: NeighbourHooks,
  selection: Selection = selectionFor(backend),
  sums?: SumsBy,
): Promise<NeighbourLists> {
  const alone = matrix.entities < 2;
  if (backend.kind === 'cpu' || alone) {
    hooks.planned?.({ by: 'host', because: alone ? 'work' : 'backend' });
    return hostNeighbours(matrix, spec, k, hooks);
  }
  const plan = planNeighbours(backend, workOf(matrix, spec), spec, k, selection, sums);
  hooks.planned?.({ by: plan.by, because: plan.because });
  if (plan.by === 'host') return hostNeighbours(matrix, spec, k, hooks);
  const lists = new GrowingLists(matrix.entities, k);
  const scope = backend.scope('neighbours');
  try {
    const judge = new NeighbourJudge(matrix, spec, lists);
    if (selection === 'device') await selectOnDevice(backend, scope, matrix, spec, plan, k, judge, hooks);
    else await selectOnHost(backend, scope, matrix, spec, plan, k, judge, hooks);
    return lists.sorted();
  } finally {
    scope.dispose();
  }
}

async function selectOnDevice(
  backend: Backend,
  scope: Scope,
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  { rows, denseColumns }: NeighbourPlan,
  k: number,
  judge: NeighbourJudge,
  hooks: NeighbourHooks,
): Promise<void> {
  const { entities } = matrix;
  const tile = new SimilarityTile(backend, scope, matrix, spec, rows, { denseColumns });
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
      const bound = length < candidates ? 0 : similarities[from + length - 1]!;
      judge.decide(first + t, found.subarray(from, from + length), bound);
    }
    hooks.report(first + count, entities);
    if ((await hooks.checkpoint()) === 'stop') break;
  }
}

async function selectOnHost(
  backend: Backend,
  scope: Scope,
  matrix: FeatureMatrix,
  spec: MeasureSpec,
  { rows, denseColumns }: NeighbourPlan,
  k: number,
  judge: NeighbourJudge,
  hooks: NeighbourHooks,
): Promise<void> {
  const { entities } = matrix;
  const symmetric = isSymmetric(spec);
  const tile = new SimilarityTile(backend, scope, matrix, spec, rows, { after: symmetric, denseColumns });
  const candidates = new GrowingLists(entities, k + MARGIN);
  // Rows of like work side by side: invocations of one group end together.
  const order = byWork(matrix, symmetric);
  let pending: { readonly chosen: Uint32Array; readonly tile: Promise<Float32Array> } | null = null;
  const take = async () => {
    if (pending) offerTile(candidates, pending.chosen, await pending.tile, entities, symmetric);
    pending = null;
  };
  for (let first = 0; first < entities; first += rows) {
    const chosen = order.subarray(first, first + rows);
    tile.choose(chosen);
    backend.run(tile.operations);
    const similarities = backend.read(tile.similarities, 0, chosen.length * entities);
    // The device works on this tile while the host scans the one before.
    await take();
    pending = { chosen, tile: similarities };
    hooks.report(first + chosen.length, entities);
    if ((await hooks.checkpoint()) === 'stop') break;
  }
  await take();
  const { indices, similarities, k: width } = candidates.sorted();
  for (let a = 0; a < entities; a++) {
    const end = (a + 1) * width;
    let length = width;
    while (length > 0 && indices[end - width + length - 1] === NO_NEIGHBOUR) length--;
    judge.decide(a, indices.subarray(end - width, end - width + length), similarities[end - 1]!);
  }
}

function offerTile(
  lists: GrowingLists,
  rows: Uint32Array,
  tile: Float32Array,
  columns: number,
  symmetric: boolean,
): void {
  const { least } = lists;
  rows.forEach((a, t) => {
    for (let b = symmetric ? a + 1 : 0, at = t * columns + b; b < columns; b++, at++) {
      const similarity = tile[at]!;
      if (similarity >= least[a]!) lists.offer(a, b, similarity);
      if (symmetric && similarity >= least[b]!) lists.offer(b, a, similarity);
    }
  });
}

/** Entities in descending order of the updates that their row costs. */
function byWork(
  { entities, offsets, indices, featureOffsets }: FeatureMatrix,
  symmetric: boolean,
): Uint32Array {
  const work = new Float64Array(entities);
  const passed = new Uint32Array(featureOffsets.length - 1);
  for (let a = 0; a < entities; a++) {
    for (let p = offsets[a]!; p < offsets[a + 1]!; p++) {
      const feature = indices[p]!;
      const length = featureOffsets[feature + 1]! - featureOffsets[feature]!;
      work[a]! += symmetric ? length - ++passed[feature]! : length;
    }
  }
  return Uint32Array.from(work.keys()).sort((a, b) => work[b]! - work[a]!);
}
