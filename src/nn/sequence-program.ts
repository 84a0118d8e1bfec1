import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { augments, type Augmentation } from './augmentation';
import { BatchTraining } from './batch-training';
import type { Batches } from './batches';
import type { TrainedOutput } from './candidate-output';
import type { ColumnsView } from '../compute/contracts/nn';
import { sorting, type EmbeddingTable } from './embedding';
import type { Optimizer, OptimizerOptions } from './optimizers';
import type { ParameterStore } from './parameters';
import type { TrainingProgram } from './trainer';

/** What networks over sequences are trained by, whatever lies between input and output. */
export interface SequenceTraining {
  /** Targets of a step: items that are predicted, each from those before it. */
  readonly batchSize: number;
  readonly epochs: number;
  readonly optimizer: OptimizerOptions;
  readonly weightDecay: number;
  /** What is done to the histories (default: nothing). */
  readonly augmentation?: Augmentation;
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
  /** Puts the histories as an epoch sees them on the device. */
  augment(augmentation: Augmentation, epoch: number): void;
}

/** One step: next batch, forward, loss, backward, optimiser. */
export function sequenceProgram(parts: ProgramParts, training: SequenceTraining): TrainingProgram {
  const { backend, scope, seed, batches, store, output, targets } = parts;
  const { batch } = batches;
  const { epochs, weightDecay, augmentation } = training;
  const course = new BatchTraining(backend, scope, batches, training.optimizer, seed, epochs);
  const { optimizer, losses } = course;
  const step = [
    batches.advance,
    ...parts.forward,
    ...output.forward,
    backend.kernels.sumLoss(scope, { batch, partials: output.partials, losses }),
    ...output.backward,
    ...parts.backward,
    ...optimizer.updates([
      ...parts.updates(optimizer),
      ...(store.count > 0 ? [optimizer.dense(store, weightDecay)] : []),
    ]),
  ];
  const program = course.program(step, parts, { samples: targets, divisor: targets });
  if (!augmentation || !augments(augmentation)) return program;
  return {
    ...program,
    begin: (epoch) => {
      parts.augment(augmentation, epoch);
      return program.begin(epoch);
    },
  };
}

/** Sorts ids and takes one step of the rows of a table that they name. */
export function sortedStep(
  optimizer: Optimizer,
  table: EmbeddingTable,
  ids: Tensor<'u32'>,
  gradient: ColumnsView,
  weightDecay: number,
): readonly Operation[] {
  const order = sorting(optimizer.backend, optimizer.scope, ids);
  return [order.sort, optimizer.embedding(table, order, gradient, weightDecay)];
}
