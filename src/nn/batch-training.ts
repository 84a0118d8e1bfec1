import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { meanLoss, type Batches } from './batches';
import { nonFiniteIn, tensorsOf, type Learned } from './learned';
import { Optimizer, type OptimizerOptions } from './optimizers';
import type { TrainingProgram } from './trainer';

/** What every training by mini-batches has, whatever lies in a step: an optimiser, and the losses of the epoch's steps. */
export class BatchTraining {
  readonly optimizer: Optimizer;
  /** f32[steps]: `sumLoss` leaves one sum a step. */
  readonly losses: Tensor<'f32'>;

  /** @param epochs of the run, for schedules that end with it (default: it never ends) */
  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly batches: Batches,
    options: OptimizerOptions,
    readonly seed: number,
    epochs = Infinity,
  ) {
    const { batch, steps } = batches;
    this.losses = scope.tensor('f32', steps, 'losses');
    this.optimizer = new Optimizer(backend, scope, options, batch, steps, epochs * steps);
  }

  /**
   * The program of a step that was prepared with this optimiser and these losses. An epoch sees `samples`; the sum of
   * its losses is over `divisor` terms.
   */
  program(
    step: readonly Operation[],
    learned: Learned,
    { samples, divisor }: { readonly samples: number; readonly divisor: number },
  ): TrainingProgram {
    const { backend, batches, optimizer, losses, seed } = this;
    return {
      step,
      begin: (epoch) => {
        const firstStep = (epoch - 1) * batches.steps;
        batches.shuffle(firstStep, seed, epoch);
        optimizer.schedule(firstStep);
        return batches.steps;
      },
      loss: (done, steps) => meanLoss(backend, losses, divisor, done, steps),
      samples,
      tables: tensorsOf(learned),
      memory: optimizer.memory,
      gradientNorm: optimizer.gradientNorm,
      findNonFinite: () => nonFiniteIn(learned),
    };
  }
}
