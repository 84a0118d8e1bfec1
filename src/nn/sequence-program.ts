import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { meanLoss, type Batches } from './batches';
import type { TrainedOutput } from './candidate-output';
import type { EmbeddingTable } from './embedding';
import { Optimizer, type OptimizerOptions } from './optimizers';
import type { ParameterStore } from './parameters';
import type { TrainingProgram } from './trainer';

/** What networks over sequences are trained by, whatever lies between input and output. */
export interface SequenceTraining {
  readonly batchSize: number;
  readonly epochs: number;
  readonly optimizer: OptimizerOptions;
  readonly weightDecay: number;
}

/** Scores of every item after what each of `size` users did last. */
export interface SequenceScores {
  /** f32[size × items] */
  readonly out: Tensor<'f32'>;
  readonly operations: readonly Operation[];
  /**
   * Says whose scores come next.
   * @param histories u32[sequenceLength × size] by time, the last item at the end, NO_ROW where there is none
   */
  write(users: Uint32Array<ArrayBuffer>, histories: Uint32Array<ArrayBuffer>): void;
}

/** All that was learned, by name, of a store and tables. */
export async function readNetwork(
  store: ParameterStore,
  tables: readonly EmbeddingTable[],
): Promise<Map<string, { shape: readonly number[]; data: Float32Array<ArrayBuffer> }>> {
  const tensors = await store.read();
  for (const table of tables) tensors.set(table.name, await table.read());
  return tensors;
}

export function writeNetwork(
  store: ParameterStore,
  tables: readonly EmbeddingTable[],
  tensors: ReadonlyMap<string, { readonly data: Float32Array | Uint32Array }>,
): void {
  store.write(tensors);
  for (const table of tables) {
    const values = tensors.get(table.name);
    if (values) table.write(values.data);
  }
}

export interface ProgramParts {
  readonly backend: Backend;
  readonly scope: Scope;
  readonly seed: number;
  readonly batches: Batches;
  readonly store: ParameterStore;
  readonly tables: readonly EmbeddingTable[];
  readonly output: TrainedOutput;
  /** Targets of an epoch. */
  readonly targets: number;
  readonly forward: readonly Operation[];
  readonly backward: readonly Operation[];
  /** The steps of the embedding tables. */
  updates(optimizer: Optimizer): readonly Operation[];
}

/** One step: next batch, forward, loss, backward, optimiser. */
export function sequenceProgram(parts: ProgramParts, training: SequenceTraining): TrainingProgram {
  const { backend, scope, seed, batches, store, tables, output, targets } = parts;
  const losses = scope.tensor('f32', batches.steps, 'losses');
  const optimizer = new Optimizer(
    backend,
    scope,
    training.optimizer,
    batches.batch,
    batches.steps,
    training.epochs * batches.steps,
  );
  const { partials } = output;
  const step = [
    batches.advance,
    ...parts.forward,
    ...output.forward,
    backend.kernels.sumLoss(scope, { batch: batches.batch, partials, losses }),
    ...output.backward,
    ...parts.backward,
    ...optimizer.updates([
      ...parts.updates(optimizer),
      ...(store.count > 0 ? [optimizer.dense(store, training.weightDecay)] : []),
    ]),
  ];
  return {
    step,
    begin: (epoch) => {
      const firstStep = (epoch - 1) * batches.steps;
      batches.shuffle(firstStep, seed, epoch);
      optimizer.schedule(firstStep);
      return batches.steps;
    },
    loss: (done, steps) => meanLoss(backend, losses, targets, done, steps),
    samples: targets,
    tables: [store.values, ...tables.map(({ values }) => values)],
    memory: optimizer.memory,
    gradientNorm: optimizer.gradientNorm,
    findNonFinite: async () => {
      for (const table of tables) if (!(await table.read()).data.every(Number.isFinite)) return table.name;
      return store.findNonFinite();
    },
  };
}
