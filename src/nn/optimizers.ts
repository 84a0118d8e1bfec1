import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import type { Batch } from '../compute/contracts/nn';
import { SCHEDULE_WIDTH } from '../compute/contracts/optim';
import type { ParameterStore } from './parameters';

export interface OptimizerOptions {
  readonly name: 'sgd' | 'adam' | 'adamw' | 'nesterov';
  readonly learningRate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** A prepared optimiser over one store, with the constants of the epoch's steps in a table on the device. */
export interface Optimizer {
  readonly operation: Operation;
  /** What it remembers between steps, by name, for checkpoints. */
  readonly state: ReadonlyMap<string, Tensor<'f32'>>;
  /** Writes the table for the steps `firstStep` … of the run (counted from 0), which the coming epoch takes. */
  schedule(firstStep: number): void;
}

export function prepareOptimizer(
  backend: Backend,
  scope: Scope,
  options: OptimizerOptions,
  store: ParameterStore,
  batch: Batch,
  stepsPerEpoch: number,
  weightDecay: number,
): Optimizer {
  const table = scope.tensor('f32', stepsPerEpoch * SCHEDULE_WIDTH, 'schedule');
  const common = {
    parameters: store.values,
    gradients: store.gradients,
    count: store.count,
    decayCount: store.decayCount,
    batch,
    schedule: table,
    weightDecay,
  };
  const memory = (label: string) => scope.tensor('f32', store.count, label);
  const schedule = (firstStep: number) => {
    const rows = new Float32Array(stepsPerEpoch * SCHEDULE_WIDTH);
    for (let i = 0; i < stepsPerEpoch; i++)
      rows.set(stepConstants(options, firstStep + i), i * SCHEDULE_WIDTH);
    backend.write(table, rows);
  };
  if (options.name === 'adam' || options.name === 'adamw') {
    const [m, v] = [memory('adam m'), memory('adam v')];
    const { beta1, beta2 } = options;
    const spec = { ...common, m, v, beta1, beta2, decoupled: options.name === 'adamw' };
    return {
      operation: backend.kernels.adam(scope, spec),
      state: new Map([
        ['m', m],
        ['v', v],
      ]),
      schedule,
    };
  }
  const velocity = memory('velocity');
  const spec = { ...common, velocity, momentum: options.momentum, nesterov: options.name === 'nesterov' };
  return {
    operation: backend.kernels.sgd(scope, spec),
    state: new Map([['velocity', velocity]]),
    schedule,
  };
}

/** Step size, ε̂ and learning rate of step t (from 0), in f64 (see shaders/optim/adam.wgsl). */
function stepConstants(options: OptimizerOptions, step: number): number[] {
  const { learningRate, beta1, beta2, epsilon } = options;
  const correction = Math.sqrt(1 - beta2 ** (step + 1));
  return [(learningRate * correction) / (1 - beta1 ** (step + 1)), epsilon * correction, learningRate];
}
