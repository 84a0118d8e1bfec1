import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { Batch, ColumnsView } from '../compute/contracts/nn';
import { SCHEDULE_WIDTH } from '../compute/contracts/optim';
import type { EmbeddingTable, IdsOfBatch } from './embedding';
import { GradientNorm } from './gradient-norm';
import { rateAt, type RateSchedule, type RateSweep } from './learning-rate';
import type { ParameterStore } from './parameters';

export const OPTIMIZERS = ['sgd', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const;

export interface OptimizerOptions {
  readonly name: (typeof OPTIMIZERS)[number];
  readonly learningRate: number;
  /** Of `sgd`. */
  readonly momentum: number;
  /** `sgd` looks ahead along its velocity (default false). */
  readonly nesterov?: boolean;
  /** Of `rmsprop`: what is kept of the mean square (default 0.9). */
  readonly rho?: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** How the learning rate moves over the run (default `constant`). */
  readonly schedule?: RateSchedule | RateSweep;
  /** Gradients whose norm together is above this shrink to it (default null: none do). */
  readonly clipNorm?: number | null;
  /** Keeps the gradients' norm at each step (default false). */
  readonly norms?: boolean;
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
  /** The gradients' norm, where it is asked for or bounded. */
  readonly gradientNorm: GradientNorm | null;
  readonly #updates = new Set<Operation>();

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
    const { clipNorm = null, norms = false } = options;
    this.gradientNorm =
      norms || clipNorm !== null ? new GradientNorm(backend, scope, batch, steps, clipNorm) : null;
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

  /**
   * The updates of a step (from `dense` and `embedding`, all of them, and what prepares them), with the gradients' norm
   * and its clipping in between: both must know every gradient first.
   */
  updates(operations: readonly Operation[]): readonly Operation[] {
    const { gradientNorm } = this;
    if (!gradientNorm) return operations;
    return [
      ...operations.filter((operation) => !this.#updates.has(operation)),
      ...gradientNorm.operations(),
      ...operations.filter((operation) => this.#updates.has(operation)),
    ];
  }

  /** One step over all parameters of a store. */
  dense(store: ParameterStore, weightDecay: number): Operation {
    const operation = this.#dense(store, weightDecay);
    this.#updates.add(operation);
    return operation;
  }

  #dense(store: ParameterStore, weightDecay: number): Operation {
    const { kernels } = this.backend;
    const { name, momentum, nesterov = false, rho = RHO, beta1, beta2, epsilon } = this.options;
    const { count } = store;
    const gradient = { tensor: store.gradients, stride: count, column: 0 };
    this.gradientNorm?.add({ gradient, rows: 1, width: count });
    const memory = (label: string) => this.#remember(count, label);
    const common = {
      parameters: store.values,
      gradients: store.gradients,
      count,
      decayCount: store.decayCount,
      batch: this.batch,
      schedule: this.table,
      weightDecay,
    };
    switch (name) {
      case 'adam':
      case 'adamw': {
        const moments = { m: memory('adam m'), v: memory('adam v') };
        return kernels.adam(this.scope, { ...common, ...moments, beta1, beta2, decoupled: name === 'adamw' });
      }
      case 'adagrad':
      case 'rmsprop': {
        const squares = memory('squares');
        return kernels.scaledSgd(this.scope, {
          ...common,
          squares,
          rho: name === 'adagrad' ? 1 : rho,
          epsilon,
        });
      }
      case 'sgd':
        return kernels.sgd(this.scope, { ...common, velocity: memory('velocity'), momentum, nesterov });
    }
  }

  /**
   * One step over the rows of an embedding table that the batch touched; what is remembered of a row moves only when it
   * is touched (the “lazy” form), and so does AdamW's decay.
   */
  embedding(table: EmbeddingTable, ids: IdsOfBatch, gradient: ColumnsView, weightDecay: number): Operation {
    const operation = this.#embedding(table, ids, gradient, weightDecay);
    this.#updates.add(operation);
    return operation;
  }

  #embedding(table: EmbeddingTable, ids: IdsOfBatch, gradient: ColumnsView, weightDecay: number): Operation {
    const { kernels } = this.backend;
    const { name, momentum, nesterov = false, rho = RHO, beta1, beta2, epsilon } = this.options;
    const { width } = table;
    this.gradientNorm?.add({ gradient, rows: gradient.tensor.length / gradient.stride, width, ids });
    const spec = {
      ...ids,
      table: table.values,
      width,
      gradient,
      batch: this.batch,
      schedule: this.table,
      weightDecay,
    };
    const memory = (label: string) => this.#remember(table.values.length, `${table.name} ${label}`);
    switch (name) {
      case 'adam':
      case 'adamw': {
        const moments = { m: memory('m'), v: memory('v') };
        const decoupled = name === 'adamw';
        return kernels.embeddingAdam(this.scope, { ...spec, ...moments, beta1, beta2, decoupled });
      }
      case 'adagrad':
      case 'rmsprop': {
        const squares = memory('squares');
        return kernels.embeddingScaledSgd(this.scope, {
          ...{ ...spec, squares, rho: name === 'adagrad' ? 1 : rho, epsilon },
        });
      }
      case 'sgd':
        if (momentum === 0) return kernels.embeddingSgd(this.scope, spec);
        return kernels.embeddingMomentum(this.scope, {
          ...{ ...spec, velocity: memory('velocity'), momentum, nesterov },
        });
    }
  }
}

/** Hinton's own value. */
const RHO = 0.9;
