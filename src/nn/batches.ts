import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { BATCH_HEADER, type Batch } from '../compute/contracts/nn';
import { Random } from '../compute/random';

/** The rows of an epoch in mini-batches, walked through by a cursor on the device. */
export class Batches {
  readonly batch: Batch;
  readonly steps: number;
  /** Moves the cursor to the next batch; the first operation of every step. */
  readonly advance: Operation;
  readonly #size: number;

  /** @param rows rows of an epoch; @param size rows of a batch (no more than there are) */
  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly rows: number,
    size: number,
  ) {
    this.#size = Math.max(1, Math.min(size, rows));
    this.steps = Math.ceil(rows / this.#size);
    this.batch = { tensor: scope.tensor('u32', BATCH_HEADER + rows, 'batch'), size: this.#size };
    this.advance = backend.kernels.advanceBatch(scope, { batch: this.batch });
  }

  /** Starts an epoch whose first step is step `stepOfRun`, one step before its first batch (u32 wraps). */
  begin(stepOfRun: number, order: Uint32Array): void {
    const words = new Uint32Array(BATCH_HEADER + order.length);
    words.set([stepOfRun - 1, -1, -this.#size, 0, order.length]);
    words.set(order, BATCH_HEADER);
    this.backend.write(this.batch.tensor, words);
  }

  /** Starts an epoch in an order that depends on nothing but the seed and the epoch. */
  shuffle(stepOfRun: number, seed: number, epoch: number): void {
    this.begin(stepOfRun, new Random(seed, 'order of rows', epoch).permutation(this.rows));
  }
}

/** Mean loss so far from the sums that `sumLoss` left, one a step; `divisor` = what the sum of an epoch is divided by. */
export async function meanLoss(
  backend: Backend,
  losses: Tensor<'f32'>,
  divisor: number,
  done: number,
  steps: number,
): Promise<number> {
  const sums = await backend.read(losses, 0, done);
  return (sums.reduce((total, value) => total + value, 0) * steps) / (divisor * done);
}

/** What a batch's tensor holds for these rows, outside of any epoch. */
export function batchWords(rows: Uint32Array): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(BATCH_HEADER + rows.length);
  words[3] = words[4] = rows.length;
  words.set(rows, BATCH_HEADER);
  return words;
}

/** All rows as one batch that stays. */
export function wholeBatch(scope: Scope, rows: number): Batch {
  const every = Uint32Array.from({ length: rows }, (_, row) => row);
  return { tensor: scope.upload(batchWords(every), 'every row'), size: rows };
}
