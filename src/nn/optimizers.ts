import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { Batch, ColumnsView } from '../compute/contracts/nn';
import { SCHEDULE_WIDTH } from '../compute/contracts/optim';
import type { EmbeddingTable, IdsOfBatch } from './embedding';
import { rateAt, type RateSchedule } from './learning-rate';
import type { ParameterStore } from './parameters';

export interface OptimizerOptions {
  readonly name: 'sgd' | 'nesterov' | 'adam' | 'adamw';
  readonly learningRate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** How the learning rate moves over the run (default `constant`). */
  readonly schedule?: RateSchedule;
}

/**
 * An optimiser of one run: it prepares the steps of the dense parameters and of embedding tables, which all read the
 * constants of the current step from one table on the device.
 */
export class Optimizer {
  /** f32[steps × SCHEDULE_WIDTH]: the constants of the epoch's steps. */
  readonly table: Tensor<'f32'>;
  /** What the prepared steps remember, in the order of their preparation: an interrupted training goes on from it. */
  readonly memory: Tensor<'f32'>[] = [];

  /** @param steps of an epoch; @param totalSteps of the run, for schedules that end with it */
  constructor(
    readonly backend: Backend,
    readonly scope: Scope,
    readonly options: OptimizerOptions,
    readonly batch: Batch,
    readonly steps: number,
    readonly totalSteps = Infinity,
  ) {
    this.table = scope.tensor('f32', steps * SCHEDULE_WIDTH, 'schedule');
  }

  /** Writes the table for the steps `firstStep` … of the run (counted from 0), which the coming epoch takes. */
  schedule(firstStep: number): void {
    const rows = new Float32Array(this.steps * SCHEDULE_WIDTH);
    for (let i = 0; i < this.steps; i++) rows.set(this.#constants(firstStep + i), i * SCHEDULE_WIDTH);
    this.backend.write(this.table, rows);
  }

  /** Step size, ε̂ and learning rate of step t (from 0), in f64 (see shaders/optim/adam.wgsl). */
  #constants(step: number): number[] {
    const { learningRate, beta1, beta2, epsilon, schedule = 'constant' } = this.options;
    const rate = learningRate * rateAt(schedule, step, this.totalSteps);
    const correction = Math.sqrt(1 - beta2 ** (step + 1));
    return [(rate * correction) / (1 - beta1 ** (step + 1)), epsilon * correction, rate];
  }

  #remember(length: number, label: string): Tensor<'f32'> {
    const tensor = this.scope.tensor('f32', length, label);
    this.memory.push(tensor);
    return tensor;
  }

  /** One step over all parameters of a store. */
  dense(store: ParameterStore, weightDecay: number): Operation {
    const { kernels } = this.backend;
    const { name, momentum, beta1, beta2 } = this.options;
    const memory = (label: string) => this.#remember(store.count, label);
    const common = {
      parameters: store.values,
      gradients: store.gradients,
      count: store.count,
      decayCount: store.decayCount,
      batch: this.batch,
      schedule: this.table,
      weightDecay,
    };
    if (name === 'adam' || name === 'adamw') {
      const moments = { m: memory('adam m'), v: memory('adam v') };
      return kernels.adam(this.scope, { ...common, ...moments, beta1, beta2, decoupled: name === 'adamw' });
    }
    const velocity = memory('velocity');
    return kernels.sgd(this.scope, { ...common, velocity, momentum, nesterov: name === 'nesterov' });
  }

  /** One step over the rows of an embedding table that the batch touched: Adam in its lazy form, or SGD without momentum. */
  embedding(table: EmbeddingTable, ids: IdsOfBatch, gradient: ColumnsView, weightDecay: number): Operation {
    const { kernels } = this.backend;
    const { name, beta1, beta2 } = this.options;
    const spec = {
      ...ids,
      table: table.values,
      width: table.width,
      gradient,
      batch: this.batch,
      schedule: this.table,
      weightDecay,
    };
    if (name === 'sgd' || name === 'nesterov') return kernels.embeddingSgd(this.scope, spec);
    const memory = (label: string) => this.#remember(table.values.length, `${table.name} ${label}`);
    return kernels.embeddingAdam(this.scope, { ...spec, m: memory('m'), v: memory('v'), beta1, beta2 });
  }
}
