import type { Tensor } from '../../compute/backend';
import { CpuBackend } from '../../compute/cpu/backend';
import { dataOf } from '../../compute/cpu/tensor';
import type { PairShape } from '../../nn/pair-network';
import { PreparedNetwork, type StepOptions } from './prepared-network';

/** Rows that the tables have room for at first. */
const ROOM = 64;

/** A pair with what the network is to say of it: 1 for one that came, 0 for one that was drawn. */
export interface LabelledPair {
  readonly user: number;
  readonly item: number;
  readonly label: 0 | 1;
}

/**
 * A pair network (see `PairNetwork`) at work on the host, where a step or a score is done when the call returns, with
 * tables that grow as users and items appear. Where a table is full, it is made anew twice as long, and what was
 * learned is copied. The first values of a row depend on the seed and its code alone, so the network is to the bit the
 * same as one that had room for all from the start.
 */
export class GrowingNetwork {
  readonly #backend = new CpuBackend();
  #prepared: PreparedNetwork;
  #steps = 0;

  constructor(
    readonly shape: Omit<PairShape, 'users' | 'items'>,
    readonly options: StepOptions,
    readonly seed: number,
  ) {
    this.#prepared = this.#prepare(ROOM, ROOM);
  }

  /** Numbers beside the tables' rows that a step changes. */
  get dense(): number {
    return this.#prepared.network.store.count;
  }

  /** Steps that were taken. */
  get steps(): number {
    return this.#steps;
  }

  /** All that was learned, by name (see `PairNetwork`). */
  read(): ReturnType<PreparedNetwork['network']['read']> {
    return this.#prepared.network.read();
  }

  write(tensors: Parameters<PreparedNetwork['network']['write']>[0]): void {
    this.#prepared.network.write(tensors);
  }

  /** Makes room for the codes. */
  reach(user: number, item: number): void {
    const { users, items } = this.#prepared.network.shape;
    if (user < users && item < items) return;
    const before = this.#prepared;
    this.#prepared = this.#prepare(roomFor(user, users), roomFor(item, items));
    this.#prepared.state.forEach(({ tensor }, i) => dataOf(tensor).set(dataOf(before.state[i]!.tensor)));
    before.dispose();
  }

  /** The logit of a pair. */
  score(user: number, item: number): number {
    this.reach(user, item);
    return this.#prepared.scores(user, item, 1)[0]!;
  }

  /** The logits of the user with items 0 … items − 1, in pieces: `visit` is given the first item of each. */
  scores(user: number, items: number, visit: (first: number, scores: Float32Array) => void): void {
    this.reach(user, items - 1);
    const { block } = this.#prepared;
    for (let first = 0; first < items; first += block)
      visit(first, this.#prepared.scores(user, first, Math.min(block, items - first)));
  }

  /** One step of Adam down the mean binary cross-entropy of the pairs, at most `options.rows`. */
  step(pairs: readonly LabelledPair[]): void {
    for (const { user, item } of pairs) this.reach(user, item);
    this.#prepared.step(pairs, this.#steps++);
  }

  /** The gradient of the first step by each value, by name: Adam's mean of gradients was zero before. */
  firstGradient(): Map<string, Float64Array> {
    if (this.#steps !== 1) throw new Error('the mean holds one gradient after the first step alone');
    return this.#prepared.meanGradients();
  }

  /** Brings back what a step on these pairs is about to change. */
  keeper(pairs: readonly LabelledPair[]): () => void {
    const steps = this.#steps;
    const codes = {
      users: [...new Set(pairs.map(({ user }) => user))],
      items: [...new Set(pairs.map(({ item }) => item))],
    };
    for (const { user, item } of pairs) this.reach(user, item);
    const pieces = this.#prepared.state.flatMap(({ tensor, rows }, place) => {
      if (!rows) return [piece(tensor, place, 0, tensor.length)];
      return codes[rows.axis].map((code) => piece(tensor, place, code * rows.width, rows.width));
    });
    return () => {
      this.#steps = steps;
      // The tables may have grown since.
      const { state } = this.#prepared;
      for (const { place, start, values } of pieces) dataOf(state[place]!.tensor).set(values, start);
    };
  }

  #prepare(users: number, items: number): PreparedNetwork {
    return new PreparedNetwork(this.#backend, { ...this.shape, users, items }, this.options, this.seed);
  }
}

/** A table that is full doubles. */
function roomFor(code: number, room: number): number {
  return code < room ? room : Math.max(code + 1, 2 * room);
}

function piece(tensor: Tensor<'f32'>, place: number, start: number, length: number) {
  return { place, start, values: dataOf(tensor).slice(start, start + length) };
}
