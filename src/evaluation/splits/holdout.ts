import { transpose } from '../../data/csr';
import type { Dataset } from '../../data/dataset';
import { NumpyRandom } from './numpy-random';
import { fileOrder, timeOrder, userFileOrder, userTimeOrder } from './sequence';

/** One byte for each nonzero of `byUser`: 1 = held out. */
export type HoldOut = Uint8Array;

/**
 * A share of all rows, drawn as scikit-learn's `train_test_split(test_size=ratio, random_state=seed)` draws them:
 * the first ⌈ratio · n⌉ of a permutation of the rows in file order.
 */
export function holdOutRandom(dataset: Dataset, ratio: number, seed: number): HoldOut {
  const rows = fileOrder(dataset);
  const held = new Uint8Array(rows.length);
  const permutation = new NumpyRandom(seed).permutation(rows.length);
  for (const row of permutation.subarray(0, Math.ceil(ratio * rows.length - 1e-9))) held[rows[row]!] = 1;
  return held;
}

/** A share of each user's rows, rounded; a user keeps at least one. */
export function holdOutRandomPerUser(dataset: Dataset, ratio: number, seed: number): HoldOut {
  const random = new NumpyRandom(seed);
  return perUser(dataset, ratio, (user) => {
    const rows = userFileOrder(dataset, user);
    random.shuffle(rows);
    return rows;
  });
}

/** See `RandomPerUserFlavour`; `ratio` is the held-out share. */
export function holdOutAsRecommenders(dataset: Dataset, ratio: number, seed: number): HoldOut {
  const random = new NumpyRandom(seed);
  const draws = new Float64Array(dataset.interactions);
  for (const row of fileOrder(dataset)) draws[row] = random.uniform();
  const held = new Uint8Array(dataset.interactions);
  const { offsets, entries } = rowsByItem(dataset);
  for (let item = 0; item < dataset.items; item++) {
    const rows = entries.slice(offsets[item], offsets[item + 1]).sort((a, b) => draws[a]! - draws[b]!);
    for (const row of rows.subarray(roundHalfEven((1 - ratio) * rows.length))) held[row] = 1;
  }
  return held;
}

/**
 * Items held out whole, so that nothing is learned of them (the item cold start of Schein, Popescul, Ungar & Pennock
 * 2002, SIGIR): ⌈itemRatio · n⌉ of the n items with interactions, and of the interactions with the others a share as
 * `holdOutRandom` draws it, so that warm and cold items can be told apart.
 */
export function holdOutItems(dataset: Dataset, itemRatio: number, ratio: number, seed: number): HoldOut {
  const { offsets } = dataset.byItem;
  const items = Uint32Array.from({ length: dataset.items }, (_, item) => item).filter(
    (item) => offsets[item + 1]! > offsets[item]!,
  );
  const random = new NumpyRandom(seed);
  random.shuffle(items);
  const cold = new Set(items.subarray(0, Math.ceil(itemRatio * items.length - 1e-9)));
  const warm = fileOrder(dataset).filter((row) => !cold.has(dataset.byUser.indices[row]!));
  random.shuffle(warm);
  const held = Uint8Array.from(dataset.byUser.indices, (item) => Number(cold.has(item)));
  for (const row of warm.subarray(0, Math.ceil(ratio * warm.length - 1e-9))) held[row] = 1;
  return held;
}

/** The latest share of all rows: one global moment parts training from testing. */
export function holdOutLatest(dataset: Dataset, ratio: number): HoldOut {
  const rows = timeOrder(dataset);
  const held = new Uint8Array(rows.length);
  for (const row of rows.subarray(rows.length - Math.ceil(ratio * rows.length - 1e-9))) held[row] = 1;
  return held;
}

/** The latest share of each user's rows, rounded; a user keeps at least one. */
export function holdOutLatestPerUser(dataset: Dataset, ratio: number): HoldOut {
  return perUser(dataset, ratio, (user) => userTimeOrder(dataset, user).reverse());
}

/** The last row of each user who has two or more. */
export function holdOutLast(dataset: Dataset): HoldOut {
  const held = new Uint8Array(dataset.interactions);
  for (let user = 0; user < dataset.users; user++) {
    const rows = userTimeOrder(dataset, user);
    if (rows.length >= 2) held[rows[rows.length - 1]!] = 1;
  }
  return held;
}

/**
 * One mask a fold: a permutation of the rows in file order, cut into contiguous parts, the first n mod k of them one
 * longer, as Surprise's and scikit-learn's `KFold(shuffle=True, random_state=seed)` do. The masks partition the rows.
 */
export function holdOutFolds(dataset: Dataset, folds: number, seed: number): HoldOut[] {
  const rows = fileOrder(dataset);
  const permutation = new NumpyRandom(seed).permutation(rows.length);
  let begin = 0;
  return Array.from({ length: folds }, (_, fold) => {
    const end = begin + Math.floor(rows.length / folds) + (fold < rows.length % folds ? 1 : 0);
    const held = new Uint8Array(rows.length);
    for (const row of permutation.subarray(begin, end)) held[rows[row]!] = 1;
    begin = end;
    return held;
  });
}

function perUser(dataset: Dataset, ratio: number, firstHeld: (user: number) => Uint32Array): HoldOut {
  const held = new Uint8Array(dataset.interactions);
  for (let user = 0; user < dataset.users; user++) {
    const rows = firstHeld(user);
    const count = Math.min(Math.round(ratio * rows.length), rows.length - 1);
    for (let index = 0; index < count; index++) held[rows[index]!] = 1;
  }
  return held;
}

/** Positions in `byUser` grouped by item. */
function rowsByItem(dataset: Dataset): { offsets: Uint32Array; entries: Uint32Array } {
  const positions = Float64Array.from({ length: dataset.interactions }, (_, position) => position);
  const { offsets, timestamps } = transpose({ ...dataset.byUser, timestamps: positions });
  return { offsets, entries: Uint32Array.from(timestamps ?? []) };
}

/** Python's and NumPy's `round`. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return value % 1 === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
