import type { Backend, Scope } from '../compute/backend';
import { LEVELS_HEADER } from '../compute/contracts/nn';
import { Random } from '../compute/random';
import { rowsOf } from '../data/csr';
import type { Csr, Dataset } from '../data/dataset';
import type { TrainingProgram } from '../nn/trainer';
import { meanRating } from '../similarity/baselines';
import type { BiasedFactorValues } from './biased-factors';
import type { SvdppParams } from './svdpp-params';

/** A training of SVD++ and what it has come to. */
export interface SvdppTraining {
  readonly program: TrainingProgram;
  /** The vectors as they are now, p_u + |N(u)|^−½ Σ y in one. */
  readonly read: () => Promise<BiasedFactorValues>;
}

/**
 * Koren's algorithm with its steps: one rating after another, user by user, each moving the biases, p_u, q_i and the y_j
 * of all that the user rated. Users and the ratings of each come in an order drawn anew every epoch. A step of the program
 * is a user (see `SvdppUserSpec`).
 */
export function byRating(
  dataset: Dataset,
  { backend, seed }: { readonly backend: Backend; readonly seed: number },
  scope: Scope,
  { factors, learningRate, regularization, deviation }: SvdppParams,
): SvdppTraining {
  const { byUser, byItem } = dataset;
  const ratings = byUser.values.length;
  const [userOf, itemOf] = [rowsOf(byUser), byUser.indices];
  const mean = meanRating(dataset);
  const start = (of: Csr, width: number, name: string) =>
    scope.upload(startOf(of, factors, width, deviation, new Random(seed, `initial ${name}`)), name);
  const users = start(byUser, factors + 1, 'user factors');
  const items = start(byItem, factors + 1, 'item factors');
  const history = start(byItem, factors, 'history factors');
  const plan = scope.tensor('u32', LEVELS_HEADER + byUser.rows + 1 + ratings, 'users in order');
  const rows = Math.ceil(ratings / SUMS);
  const errors = scope.tensor('f32', rows * SUMS, 'squared errors');
  const sums = scope.tensor('f32', SUMS, 'sums of squared errors');
  const { kernels } = backend;
  const addUp = [kernels.columnSums(scope, { a: errors, rows, columns: SUMS, out: sums })];
  const pairs = Uint32Array.from({ length: 2 * ratings }, (_, k) => (k % 2 ? itemOf : userOf)[k >> 1]!);
  const tables = [users, items, history];

  const program: TrainingProgram = {
    step: [
      kernels.advanceLevel(scope, { plan }),
      kernels.svdppUser(scope, {
        ...{ plan, users, items, history, errors },
        pairs: scope.upload(pairs, 'pairs'),
        ratings: scope.upload(byUser.values, 'ratings'),
        ...{ factors, mean, learningRate, regularization },
      }),
    ],
    begin: (epoch) => {
      const order = new Random(seed, 'order of ratings', epoch).permutation(ratings);
      const words = userByUser(order, userOf, byUser);
      backend.write(plan, words);
      return words[1]!;
    },
    loss: async (done, steps) => {
      if (done < steps) return null;
      backend.run(addUp);
      return (await backend.read(sums)).reduce((total, value) => total + value, 0) / ratings;
    },
    samples: ratings,
    tables,
    memory: [],
    findNonFinite: async () => {
      for (const tensor of tables)
        if (!(await backend.read(tensor)).every(Number.isFinite)) return tensor.label;
      return null;
    },
  };
  return {
    program,
    read: async () => ({
      ...{ mean, factors },
      users: withHistory(await backend.read(users), await backend.read(history), byUser, factors),
      items: await backend.read(items),
    }),
  };
}

/** Normal rows, a bias of zero behind each where the width has room; zero where there is nothing to learn from. */
function startOf(
  { rows, offsets }: Csr,
  factors: number,
  width: number,
  deviation: number,
  random: Random,
): Float32Array<ArrayBuffer> {
  const start = new Float32Array(rows * width);
  random.fillNormal(start, 0, deviation);
  for (let row = 0; row < rows; row++) {
    const learned = offsets[row]! < offsets[row + 1]! ? factors : 0;
    start.fill(0, row * width + learned, (row + 1) * width);
  }
  return start;
}

/** A plan whose levels are the users as they first come in `order`, each with its ratings as they come. */
function userByUser(order: Uint32Array, userOf: Uint32Array, byUser: Csr): Uint32Array<ArrayBuffer> {
  const levelOf = new Map<number, number>();
  for (const rating of order) if (!levelOf.has(userOf[rating]!)) levelOf.set(userOf[rating]!, levelOf.size);
  const count = levelOf.size;
  const words = new Uint32Array(LEVELS_HEADER + count + 1 + order.length);
  words[1] = count;
  for (const [user, level] of levelOf)
    words[LEVELS_HEADER + level + 1] =
      words[LEVELS_HEADER + level]! + byUser.offsets[user + 1]! - byUser.offsets[user]!;
  const next = words.slice(LEVELS_HEADER, LEVELS_HEADER + count);
  for (const rating of order)
    words[LEVELS_HEADER + count + 1 + next[levelOf.get(userOf[rating]!)!]!++] = rating;
  return words;
}

/** Rows [p + |N|^−½ Σ y, b] from rows [p, b]; sums in f64. */
function withHistory(users: Float32Array, history: Float32Array, byUser: Csr, factors: number): Float32Array {
  const width = factors + 1;
  const out = Float32Array.from(users);
  for (let user = 0; user < byUser.rows; user++) {
    const own = byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1]);
    for (let k = 0; own.length > 0 && k < factors; k++) {
      let sum = 0;
      for (const item of own) sum += history[item * factors + k]!;
      out[user * width + k] = users[user * width + k]! + sum / Math.sqrt(own.length);
    }
  }
  return out;
}

/** Columns that squared errors are summed in; the host adds the rest, in f64. */
const SUMS = 256;
