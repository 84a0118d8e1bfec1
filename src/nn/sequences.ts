import { NO_ROW } from '../compute/contracts/similarity';
import { Random } from '../compute/random';
import type { Dataset } from '../data/dataset';
import { recencyOrder } from '../similarity/recency';

/** The items of each user, oldest first: those of user u lie from offsets[u] to offsets[u + 1]. */
export interface Sequences {
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** Whether anything comes after anything. */
export function hasSuccessors({ offsets }: Sequences): boolean {
  return offsets.some((end, user) => user > 0 && end - offsets[user - 1]! > 1);
}

/**
 * What users did in the training part and later, as one history: by time, then by place in the source.
 * @param later of the same users and items
 */
export function extended(train: Dataset, later: Dataset): Sequences {
  const offsets = new Uint32Array(train.users + 1);
  const items: number[] = [];
  for (let user = 0; user < train.users; user++) {
    const entries = [train, later].flatMap(({ byUser, order }) =>
      Array.from({ length: byUser.offsets[user + 1]! - byUser.offsets[user]! }, (_, i) => {
        const entry = byUser.offsets[user]! + i;
        const time = byUser.timestamps?.[entry] ?? 0;
        return { item: byUser.indices[entry]!, time, place: order[entry]! };
      }),
    );
    for (const { item } of entries.sort((a, b) => a.time - b.time || a.place - b.place)) items.push(item);
    offsets[user + 1] = items.length;
  }
  return { offsets, items: Uint32Array.from(items) };
}

/** By time, then by place in the source; without times by place alone. */
export function sequencesOf(dataset: Dataset): Sequences {
  const { byUser } = dataset;
  const items = new Uint32Array(byUser.indices.length);
  for (let user = 0; user < byUser.rows; user++)
    recencyOrder(dataset, user).forEach((entry, i) => {
      items[byUser.offsets[user]! + i] = byUser.indices[entry]!;
    });
  return { offsets: byUser.offsets, items };
}

/** Items to predict, each after those before it in its row: u32[rows × length], NO_ROW where there is none. */
export interface PackedSequences {
  readonly rows: number;
  /** What was asked for, or less where no sequence is as long. */
  readonly length: number;
  readonly inputs: Uint32Array<ArrayBuffer>;
  readonly targets: Uint32Array<ArrayBuffer>;
  /** 1 where nothing comes from the position before: a sequence begins, or there is none. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Positions with a target. */
  readonly count: number;
}

/**
 * Sequences behind one another in rows of `length` positions, so that little of a batch is padding: what the paper's
 * session-parallel batches do (Hidasi et al. 2016). Longer sequences are cut, from the last item on; of the pieces, in
 * decreasing length, each goes into the row where it leaves least room. Which pieces share a row depends on the seed.
 */
export function packSequences({ offsets, items }: Sequences, most: number, seed: number): PackedSequences {
  const pieces: { readonly first: number; readonly count: number }[] = [];
  for (let user = 0; user + 1 < offsets.length; user++)
    for (let end = offsets[user + 1]! - 1; end > offsets[user]!; end -= most) {
      const first = Math.max(offsets[user]!, end - most);
      pieces.push({ first, count: end - first });
    }
  const length = pieces.reduce((longest, { count }) => Math.max(longest, count), 1);
  const order = new Random(seed, 'packing').permutation(pieces.length);
  const longestFirst = [...order].sort((a, b) => pieces[b]!.count - pieces[a]!.count);
  /** Rows by the room that is left in them. */
  const withRoom: number[][] = Array.from({ length: length + 1 }, () => []);
  const places: number[] = [];
  let rows = 0;
  for (const piece of longestFirst) {
    const { count } = pieces[piece]!;
    const room = withRoom.findIndex((some, free) => free >= count && some.length > 0);
    const row = room < 0 ? rows++ : withRoom[room]!.pop()!;
    const free = room < 0 ? length : room;
    places[piece] = row * length + length - free;
    withRoom[free - count]!.push(row);
  }
  const inputs = new Uint32Array(rows * length).fill(NO_ROW);
  const targets = inputs.slice();
  const starts = new Uint32Array(rows * length).fill(1);
  let total = 0;
  pieces.forEach(({ first, count }, piece) => {
    const place = places[piece]!;
    inputs.set(items.subarray(first, first + count), place);
    targets.set(items.subarray(first + 1, first + 1 + count), place);
    starts.fill(0, place + 1, place + count);
    total += count;
  });
  return { rows, length, inputs, targets, starts, count: total };
}

/**
 * Packed rows that together have about so many targets. A batch of 128 rows of 20 would be 2560 of them, and three epochs
 * over a store of 270,000 purchases 255 steps, too few to learn more than what sells.
 */
export function rowsOfBatch({ rows, count }: PackedSequences, targets: number): number {
  return Math.max(1, Math.round((targets * rows) / Math.max(1, count)));
}

/**
 * Of each position of packed rows: where in the row its piece begins, and its place among the last `most` positions,
 * the end of a piece at the last; NO_ROW where nothing stands.
 */
export function placesOf(
  { rows, length, inputs, starts }: PackedSequences,
  most: number,
): { readonly begins: Uint32Array<ArrayBuffer>; readonly places: Uint32Array<ArrayBuffer> } {
  const begins = new Uint32Array(rows * length);
  const places = new Uint32Array(rows * length).fill(NO_ROW);
  for (let row = 0; row < rows; row++) {
    const first = row * length;
    for (let t = 0; t < length; t++) begins[first + t] = starts[first + t] ? t : begins[first + t - 1]!;
    let place = 0;
    for (let t = length - 1; t >= 0; t--) {
      const last = t === length - 1 || starts[first + t + 1] === 1;
      place = last ? most - 1 : place - 1;
      if (inputs[first + t] !== NO_ROW) places[first + t] = place;
    }
  }
  return { begins, places };
}

/** Each item after a user's first as a target of its own, with the `length` items before it. */
export interface SequenceWindows {
  readonly rows: number;
  /** u32[rows × length], NO_ROW on the left where there are fewer */
  readonly inputs: Uint32Array<ArrayBuffer>;
  readonly targets: Uint32Array<ArrayBuffer>;
  readonly users: Uint32Array<ArrayBuffer>;
}

export function windowsOf({ offsets, items }: Sequences, length: number): SequenceWindows {
  let rows = 0;
  for (let user = 0; user + 1 < offsets.length; user++)
    rows += Math.max(0, offsets[user + 1]! - offsets[user]! - 1);
  const inputs = new Uint32Array(rows * length).fill(NO_ROW);
  const [targets, users] = [new Uint32Array(rows), new Uint32Array(rows)];
  let row = 0;
  for (let user = 0; user + 1 < offsets.length; user++)
    for (let position = offsets[user]! + 1; position < offsets[user + 1]!; position++, row++) {
      const from = Math.max(offsets[user]!, position - length);
      inputs.set(items.subarray(from, position), (row + 1) * length - (position - from));
      targets[row] = items[position]!;
      users[row] = user;
    }
  return { rows, inputs, targets, users };
}

/** The last `length` items of these users by time: u32[length × users], as layers over sequences read them. */
export function lastItems(
  { offsets, items }: Sequences,
  users: Uint32Array,
  length: number,
): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(length * users.length).fill(NO_ROW);
  users.forEach((user, b) => {
    const end = offsets[user + 1]!;
    const count = Math.min(length, end - offsets[user]!);
    for (let i = 0; i < count; i++) out[(length - count + i) * users.length + b] = items[end - count + i]!;
  });
  return out;
}
