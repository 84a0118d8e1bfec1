import type { Backend } from '../compute/backend';
import { NO_ITEM } from '../compute/contracts/select';
import { Random } from '../compute/random';
import { hasEntry } from '../data/csr';
import type { Split } from '../data/dataset';
import type { Recommender } from '../models/recommender';
import type { PerUserMetric } from './bootstrap';
import type { ItemLists, Part } from './candidates';
import type { Clicks, EvaluationHooks } from './options';
import {
  areaUnderCurve,
  calibrationBins,
  calibrationError,
  logLoss,
  sigmoid,
  type CalibrationBin,
} from './probabilities';

/** Groups of equal size that calibration is looked at in. */
const DECILES = 10;
/** Users scored at once. */
const TILE = 64;

export interface MeasuredClicks {
  readonly logLoss: PerUserMetric;
  readonly auc: number;
  readonly error: number;
  readonly bins: readonly CalibrationBin[];
  readonly pairs: Clicks;
}

/** Pairs to be judged: ascending items of each user, and whether each was chosen. */
interface Pairs extends ItemLists {
  readonly chosen: Uint8Array;
}

/**
 * Judges a model’s probabilities σ(score) on each user’s relevant held-out items and `negatives` others for each, drawn
 * once by the seed among the items of none of the user’s parts: as many as the model met in training, since its
 * probabilities are about that mixture.
 */
export async function measureClicks(
  backend: Backend,
  model: Recommender,
  split: Split,
  part: Part,
  relevant: ItemLists,
  users: Uint32Array<ArrayBuffer>,
  negatives: number,
  seed: number,
  hooks: EvaluationHooks,
): Promise<MeasuredClicks> {
  const pairs = drawPairs(split, part, relevant, negatives, seed);
  const logits = new Float64Array(pairs.indices.length);
  const scope = backend.scope('click evaluation');
  try {
    const tile = Math.min(TILE, users.length);
    const scorer = await model.scorer(scope, tile);
    const width = users.reduce(
      (most, user) => Math.max(most, pairs.offsets[user + 1]! - pairs.offsets[user]!),
      1,
    );
    const rows = scope.tensor('u32', tile, 'users of the tile');
    const out = scope.tensor('f32', tile * width, 'scores of the pairs');
    const gather = backend.kernels.gatherScores(scope, {
      scores: scorer.out,
      rows: tile,
      columns: split.train.items,
      users: rows,
      listed: {
        offsets: scope.upload(pairs.offsets, 'pairs: offsets'),
        indices: scope.upload(pairs.indices, 'pairs'),
      },
      width,
      out,
    });
    for (let start = 0; start < users.length; start += tile) {
      const group = users.slice(start, start + tile);
      const padded = new Uint32Array(tile).fill(NO_ITEM);
      padded.set(group);
      backend.write(rows, padded);
      scorer.score(group);
      backend.run([gather]);
      const scores = await backend.read(out, 0, group.length * width);
      group.forEach((user, row) => {
        const [first, end] = [pairs.offsets[user]!, pairs.offsets[user + 1]!];
        logits.set(scores.subarray(row * width, row * width + end - first), first);
      });
      hooks.report(Math.min(start + tile, users.length), users.length);
      await hooks.checkpoint();
    }
  } finally {
    scope.dispose();
  }
  return judge(pairs, logits, users);
}

function judge(pairs: Pairs, logits: Float64Array, users: Uint32Array): MeasuredClicks {
  const values = new Float64Array(users.length);
  const weights = new Float64Array(users.length);
  users.forEach((user, position) => {
    const [first, end] = [pairs.offsets[user]!, pairs.offsets[user + 1]!];
    for (let p = first; p < end; p++) values[position]! += logLoss(logits[p]!, pairs.chosen[p] === 1);
    weights[position] = end - first;
    values[position]! /= end - first;
  });
  const bins = calibrationBins(logits.map(sigmoid), pairs.chosen, DECILES);
  return {
    logLoss: { values, weights, root: false },
    auc: areaUnderCurve(logits, pairs.chosen),
    error: calibrationError(bins),
    bins,
    pairs: { users: owners(pairs), items: pairs.indices, chosen: pairs.chosen, logits },
  };
}

/** The user of each pair. */
function owners({ offsets, indices }: ItemLists): Uint32Array {
  const users = new Uint32Array(indices.length);
  for (let user = 0; user + 1 < offsets.length; user++) users.fill(user, offsets[user], offsets[user + 1]);
  return users;
}

/** Every relevant item and `negatives` others for each (as many as there are). */
function drawPairs(split: Split, part: Part, relevant: ItemLists, negatives: number, seed: number): Pairs {
  const known = [split.train, split.validation, split.test].filter((each) => each !== null);
  const total = split.train.items;
  const rows = relevant.offsets.length - 1;
  const offsets = new Uint32Array(rows + 1);
  const indices: number[] = [];
  const chosen: number[] = [];
  for (let user = 0; user < rows; user++) {
    const own = relevant.indices.subarray(relevant.offsets[user], relevant.offsets[user + 1]);
    const label = new Map<number, number>();
    for (const item of own) label.set(item, 1);
    const held = known.reduce(
      (sum, { byUser }) => sum + byUser.offsets[user + 1]! - byUser.offsets[user]!,
      0,
    );
    // Drawing stays quick where at most half of the unknown items are wanted.
    const wanted = own.length + Math.min(own.length * negatives, Math.floor((total - held) / 2));
    const random = new Random(seed, `clicks ${part}`, user);
    while (label.size < wanted) {
      const item = random.below(total);
      if (!known.some(({ byUser }) => hasEntry(byUser, user, item))) label.set(item, 0);
    }
    for (const [item, t] of [...label].sort(([a], [b]) => a - b)) {
      indices.push(item);
      chosen.push(t);
    }
    offsets[user + 1] = indices.length;
  }
  return { offsets, indices: Uint32Array.from(indices), chosen: Uint8Array.from(chosen) };
}
