import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { lossPartials, type GroupLoss } from '../compute/contracts/nn';
import { BatchTraining } from './batch-training';
import type { EmbeddingTable, IdsOfBatch } from './embedding';
import type { LayerContext, PreparedLayer } from './layers/layer';
import { readLearned, writeLearned, type Learned } from './learned';
import type { Optimizer, OptimizerOptions } from './optimizers';
import { PairSampler, type PairSource } from './pair-sampler';
import type { ParameterStore } from './parameters';
import type { TrainingProgram } from './trainer';

export interface PairTraining extends PairSource {
  /** Rows of a batch: known pairs and sampled ones together. */
  readonly batchSize: number;
  readonly epochs: number;
  readonly optimizer: OptimizerOptions;
  readonly weightDecay: number;
  /** Whether dense layers decay as the tables' rows do (default true). */
  readonly decayLayers?: boolean;
}

/** Where the rows of a batch come from, and who moves the parameters. */
export interface PairStep {
  readonly optimizer: Optimizer;
  readonly users: IdsOfBatch;
  readonly items: IdsOfBatch;
  readonly weightDecay: number;
}

/** A pair network bound to a batch. Its output is one tensor for logits and, after the loss, their gradient. */
export interface PreparedPairs extends PreparedLayer {
  /** What remains of the way back once the ids are sorted. */
  readonly gradients: readonly Operation[];
  /** The steps of its embedding tables. */
  updates(step: PairStep): readonly Operation[];
}

/** A network that gives a logit for each pair of a user and an item. */
export abstract class PairLearner implements Learned {
  abstract readonly store: ParameterStore;
  abstract readonly tables: readonly EmbeddingTable[];
  /** `bce` of every row against its label, or a loss that compares the known pair with the sampled ones. */
  abstract readonly loss: 'bce' | GroupLoss;

  constructor(
    readonly backend: Backend,
    readonly seed: number,
  ) {}

  abstract prepare(context: LayerContext, users: IdsOfBatch, items: IdsOfBatch): PreparedPairs;

  /** Prepares training in `scope`; everything of a step lies on the device afterwards. */
  train(scope: Scope, spec: PairTraining): PairProgram {
    return pairProgram(this, scope, spec);
  }

  /** Forward alone for `rows` pairs. */
  inference(scope: Scope, users: Tensor<'u32'>, items: Tensor<'u32'>, rows: number): PreparedLayer {
    const context = this.inferenceContext(scope, users, rows);
    // Without a way back nobody asks for the order of the ids.
    return this.prepare(context, { ids: users, sorted: users }, { ids: items, sorted: items });
  }

  protected inferenceContext(scope: Scope, ids: Tensor<'u32'>, rows: number): LayerContext {
    const { backend, store, seed } = this;
    return { backend, scope, batch: { tensor: ids, size: rows }, rows, store, training: false, seed };
  }

  /** All that was learned, by name. */
  read(): ReturnType<typeof readLearned> {
    return readLearned(this);
  }

  write(tensors: Parameters<typeof writeLearned>[1]): void {
    writeLearned(this, tensors);
  }
}

export type PairProgram = TrainingProgram & { readonly sampler: PairSampler };

function pairProgram(network: PairLearner, scope: Scope, spec: PairTraining): PairProgram {
  const { backend, store, seed } = network;
  const sampler = new PairSampler(backend, scope, spec, spec.batchSize, seed);
  const { batches, rows, group, users, items } = sampler;
  const { batch } = batches;
  const context = { backend, scope, batch, rows, store, training: true, seed };
  const prepared = network.prepare(context, users, items);
  const training = new BatchTraining(backend, scope, batches, spec.optimizer, seed, spec.epochs);
  const { optimizer, losses } = training;
  const { weightDecay, decayLayers = true } = spec;
  const pairs = spec.pairs.length / 2;
  const step = [
    ...sampler.next,
    ...prepared.forward,
    ...lossOperations(network, scope, sampler, prepared.output.values, losses),
    ...prepared.backward,
    ...sampler.sort,
    ...prepared.gradients,
    ...optimizer.updates([
      ...prepared.updates({ optimizer, users, items, weightDecay }),
      optimizer.dense(store, decayLayers ? weightDecay : 0),
    ]),
  ];
  const samples = pairs * group;
  const divisor = network.loss === 'bce' ? samples : pairs;
  return { sampler, ...training.program(step, network, { samples, divisor }) };
}

function lossOperations(
  { backend: { kernels }, loss: kind }: PairLearner,
  scope: Scope,
  sampler: PairSampler,
  values: Tensor<'f32'>,
  losses: Tensor<'f32'>,
): Operation[] {
  const { group, batches } = sampler;
  const { batch } = batches;
  const length = kind === 'bce' ? lossPartials(batch.size * group) : Math.ceil(batch.size / 4) * 4;
  const partials = scope.tensor('f32', length, 'loss partials');
  const measure =
    kind === 'bce'
      ? kernels.loss(scope, {
          ...{ kind, batch, columns: group, values, partials },
          targets: scope.upload(sampler.labels(), 'labels'),
        })
      : kernels.groupLoss(scope, { kind, batch, group, values, partials });
  return [measure, kernels.sumLoss(scope, { batch, partials, losses })];
}
