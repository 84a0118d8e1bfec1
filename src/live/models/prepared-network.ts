import type { Operation, Scope, Tensor } from '../../compute/backend';
import { BATCH_HEADER, LOSS_PARTIALS } from '../../compute/contracts/nn';
import { NO_ROW } from '../../compute/contracts/similarity';
import type { CpuBackend } from '../../compute/cpu/backend';
import { dataOf } from '../../compute/cpu/tensor';
import { newIds } from '../../nn/embedding';
import { Optimizer } from '../../nn/optimizers';
import { PairNetwork, type PairShape } from '../../nn/pair-network';
import type { LabelledPair } from './growing-network';

/** Adam as published (Kingma & Ba 2015). */
const ADAM = { name: 'adam', momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** Pairs that are scored at once. */
const BLOCK = 64;

export interface StepOptions {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** The most pairs of a step. */
  readonly rows: number;
}

/** A tensor that learning changes; `rows` where it has a row for each user or item. */
interface Learned {
  readonly tensor: Tensor<'f32'>;
  readonly rows: { readonly axis: 'users' | 'items'; readonly width: number } | null;
}

/** A pair network of fixed size with its step and its scores, on the host. */
export class PreparedNetwork {
  readonly network: PairNetwork;
  /** Values and Adam's moments, in an order that does not depend on the size. */
  readonly state: readonly Learned[];
  readonly block = BLOCK;
  readonly #scope: Scope;
  readonly #step: (pairs: readonly LabelledPair[], number: number) => void;
  readonly #one: Scorer;
  readonly #many: Scorer;

  constructor(
    readonly backend: CpuBackend,
    shape: PairShape,
    options: StepOptions,
    seed: number,
  ) {
    this.#scope = backend.scope('stream network');
    this.network = new PairNetwork(backend, this.#scope, shape, seed);
    const { step, memory } = prepareStep(backend, this.#scope, this.network, options);
    this.#step = step;
    this.state = learnedOf(this.network, memory);
    [this.#one, this.#many] = [1, BLOCK].map((rows) =>
      prepareScores(backend, this.#scope, this.network, rows),
    ) as [Scorer, Scorer];
  }

  step(pairs: readonly LabelledPair[], number: number): void {
    this.#step(pairs, number);
  }

  /** Logits of the user with `count` items, at most `block`, from `first` on; to be read at once. */
  scores(user: number, first: number, count: number): Float32Array {
    return (count === 1 ? this.#one : this.#many)(user, first, count);
  }

  /** Adam's mean of gradients by the name of what it moves, brought up to the size of its first gradient. */
  meanGradients(): Map<string, Float64Array> {
    const { network, state } = this;
    const scaled = (m: Float32Array) =>
      Float64Array.from(m, (value) => value / (1 - Math.fround(ADAM.beta1)));
    const gradients = new Map(
      network.tables.map(({ name }, i) => [name, scaled(dataOf(state[3 * i + 1]!.tensor))]),
    );
    const dense = scaled(dataOf(state.at(-2)!.tensor));
    for (const { name, offset, length } of network.store.parameters)
      gradients.set(name, dense.slice(offset, offset + length));
    return gradients;
  }

  dispose(): void {
    this.#scope.dispose();
  }
}

/** Of each table its values and two moments; last the dense parameters and theirs. */
function learnedOf({ tables, store }: PairNetwork, memory: readonly Tensor<'f32'>[]): Learned[] {
  const ofTables = tables.flatMap(({ name, values, width }, i) => {
    const rows = { axis: name.endsWith('users') ? 'users' : 'items', width } as const;
    return [values, ...memory.slice(2 * i, 2 * i + 2)].map((tensor) => ({ tensor, rows }));
  });
  const dense = [store.values, ...memory.slice(-2)];
  return [...ofTables, ...dense.map((tensor) => ({ tensor, rows: null }))];
}

function prepareStep(backend: CpuBackend, scope: Scope, network: PairNetwork, options: StepOptions) {
  const { kernels } = backend;
  const { rows, weightDecay, learningRate } = options;
  const users = newIds(backend, scope, rows, 'users of the step');
  const items = newIds(backend, scope, rows, 'items of the step');
  const batch = { tensor: scope.tensor('u32', BATCH_HEADER + rows, 'batch'), size: rows };
  const targets = scope.tensor('f32', rows, 'labels');
  const partials = scope.tensor('f32', LOSS_PARTIALS, 'loss partials');
  const { store, seed } = network;
  const prepared = network.prepare(
    { backend, scope, batch, rows, store, training: true, seed },
    users,
    items,
  );
  const optimizer = new Optimizer(backend, scope, { ...ADAM, learningRate }, batch, 1);
  const values = prepared.output.values;
  const operations: readonly Operation[] = [
    ...prepared.forward,
    kernels.loss(scope, { kind: 'bce', batch, columns: 1, values, targets, partials }),
    ...prepared.backward,
    users.sort,
    items.sort,
    ...prepared.gradients,
    ...prepared.updates({ optimizer, users, items, weightDecay }),
    optimizer.dense(store, weightDecay),
  ];
  const [ofUsers, ofItems, labels] = [dataOf(users.ids), dataOf(items.ids), dataOf(targets)];
  const step = (pairs: readonly LabelledPair[], number: number) => {
    ofUsers.fill(NO_ROW);
    ofItems.fill(NO_ROW);
    pairs.forEach(({ user, item, label }, row) => {
      ofUsers[row] = user;
      ofItems[row] = item;
      labels[row] = label;
    });
    dataOf(batch.tensor).set([number, 0, 0, pairs.length, pairs.length]);
    optimizer.schedule(number);
    backend.run(operations);
  };
  return { step, memory: optimizer.memory };
}

type Scorer = (user: number, first: number, count: number) => Float32Array;

/** Scores up to `rows` items of one user. */
function prepareScores(backend: CpuBackend, scope: Scope, network: PairNetwork, rows: number): Scorer {
  const users = scope.tensor('u32', rows, 'scored users');
  const items = scope.tensor('u32', rows, 'scored items');
  const { forward, output } = network.inference(scope, users, items, rows);
  const [ofUsers, ofItems, scores] = [dataOf(users), dataOf(items), dataOf(output.values)];
  return (user, first, count) => {
    ofUsers.fill(user);
    for (let row = 0; row < rows; row++) ofItems[row] = first + Math.min(row, count - 1);
    backend.run(forward);
    return scores.subarray(0, count);
  };
}
