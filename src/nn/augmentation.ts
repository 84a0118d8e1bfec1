import { NO_ROW } from '../compute/contracts/similarity';
import { Random } from '../compute/random';
import type { PackedSequences, SequenceWindows } from './sequences';

/**
 * What training does to the histories, anew each epoch, so that a network learns from more of them than there are
 * (Tang & Wang 2018; Tan, Xu & Liu 2016; Xie et al. 2022): sub-sequences, missing items, wrong items. What is to be
 * predicted stays. All are chances from 0 to 1.
 */
export interface Augmentation {
  /** Of each step from one item to the next: that what lies before it is forgotten. */
  readonly subsequences: number;
  /** Of each item: that it is missing. */
  readonly itemDropout: number;
  /** Of each item: that another one, any alike, stands in its place. */
  readonly noise: number;
}

export function augments({ subsequences, itemDropout, noise }: Augmentation): boolean {
  return subsequences > 0 || itemDropout > 0 || noise > 0;
}

/** Packed rows as an epoch sees them. Depends on nothing but the seed and the epoch. */
export function augmentRows(
  packed: PackedSequences,
  augmentation: Augmentation,
  items: number,
  seed: number,
  epoch: number,
): PackedSequences {
  const cut = new Random(seed, 'augmentation: sub-sequences', epoch);
  // Drawn for each position, so that one number belongs to one position whatever lies there.
  const starts = packed.starts.map((start) => (cut.uniform() < augmentation.subsequences ? 1 : start));
  return { ...packed, starts, inputs: altered(packed.inputs, augmentation, items, seed, epoch) };
}

/** The inputs of windows as an epoch sees them: u32[rows × length]. */
export function augmentWindows(
  { inputs, rows }: SequenceWindows,
  augmentation: Augmentation,
  items: number,
  seed: number,
  epoch: number,
): Uint32Array<ArrayBuffer> {
  const out = altered(inputs, augmentation, items, seed, epoch);
  const cut = new Random(seed, 'augmentation: sub-sequences', epoch);
  const length = rows === 0 ? 0 : inputs.length / rows;
  for (let row = 0; row < rows; row++) {
    let begin = 0;
    // The last item always stays: there must be something to predict from.
    for (let t = 0; t < length; t++) if (cut.uniform() < augmentation.subsequences) begin = t;
    out.fill(NO_ROW, row * length, row * length + begin);
  }
  return out;
}

function altered(
  inputs: Uint32Array,
  { itemDropout, noise }: Augmentation,
  items: number,
  seed: number,
  epoch: number,
): Uint32Array<ArrayBuffer> {
  const missing = new Random(seed, 'augmentation: missing items', epoch);
  const wrong = new Random(seed, 'augmentation: wrong items', epoch);
  return Uint32Array.from(inputs, (item) => {
    const [drop, swap, other] = [missing.uniform(), wrong.uniform(), wrong.below(items)];
    if (item === NO_ROW || drop < itemDropout) return NO_ROW;
    return swap < noise ? other : item;
  });
}
