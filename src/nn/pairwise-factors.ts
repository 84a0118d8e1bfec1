import type { Backend, Scope, Tensor } from '../compute/backend';
import type { GroupLoss } from '../compute/contracts/nn';
import { BatchTraining } from './batch-training';
import { EmbeddingTable } from './embedding';
import type { OptimizerOptions } from './optimizers';
import { PairSampler, type PairSource } from './pair-sampler';
import type { TrainingProgram } from './trainer';

export interface PairwiseOptions {
  readonly users: number;
  readonly items: number;
  readonly factors: number;
  readonly loss: GroupLoss;
  readonly regularization: number;
  readonly seed: number;
}

/** x_ui = p_u·q_i + b_i, learned by comparing known pairs with sampled ones (Rendle et al. 2009). */
export class PairwiseFactors {
  readonly users: EmbeddingTable;
  readonly items: EmbeddingTable;
  readonly biases: EmbeddingTable;

  constructor(
    readonly backend: Backend,
    scope: Scope,
    readonly options: PairwiseOptions,
  ) {
    const { users, items, factors, seed } = options;
    const start = { normal: 0.1 / Math.sqrt(factors) };
    this.users = new EmbeddingTable(backend, scope, 'user factors', users, factors, start, seed);
    this.items = new EmbeddingTable(backend, scope, 'item factors', items, factors, start, seed);
    this.biases = new EmbeddingTable(backend, scope, 'item biases', items, 1, { constant: 0 }, seed);
  }

  train(
    scope: Scope,
    spec: PairSource & {
      readonly batchSize: number;
      readonly epochs: number;
      readonly optimizer: OptimizerOptions;
    },
  ): TrainingProgram {
    const { backend } = this;
    const { kernels } = backend;
    const { factors: width, loss: kind, regularization, seed } = this.options;
    const sampler = new PairSampler(backend, scope, spec, spec.batchSize, seed);
    const { batches, rows, group, users, items } = sampler;
    const { batch } = batches;
    const vectors = (label: string) => scope.tensor('f32', rows * width, label);
    const [p, q, ofP, ofQ] = ['users', 'items', 'user gradients', 'item gradients'].map(vectors) as [
      Tensor<'f32'>,
      Tensor<'f32'>,
      Tensor<'f32'>,
      Tensor<'f32'>,
    ];
    const bias = scope.tensor('f32', rows, 'biases of the batch');
    const scores = scope.tensor('f32', rows, 'scores');
    const partials = scope.tensor('f32', Math.ceil(batch.size / 4) * 4, 'loss partials');
    const training = new BatchTraining(backend, scope, batches, spec.optimizer, seed, spec.epochs);
    const { optimizer, losses } = training;
    const gather = (table: EmbeddingTable, ids: Tensor<'u32'>, out: Tensor<'f32'>) =>
      kernels.gatherRows(scope, { ids, table: table.values, out, count: rows, width: table.width });
    const view = (tensor: Tensor<'f32'>, stride: number) => ({ tensor, stride, column: 0 });
    const back = (a: Tensor<'f32'>, out: Tensor<'f32'>) =>
      kernels.scaleRows(scope, { a, scale: scores, rows, width, out });
    const pairs = spec.pairs.length / 2;
    const step = [
      ...sampler.next,
      gather(this.users, users.ids, p),
      gather(this.items, items.ids, q),
      gather(this.biases, items.ids, bias),
      kernels.rowDots(scope, { a: p, b: q, bias, rows, width, out: scores }),
      kernels.groupLoss(scope, { kind, batch, group, values: scores, partials }),
      kernels.sumLoss(scope, { batch, partials, losses }),
      back(q, ofP),
      back(p, ofQ),
      ...sampler.sort,
      ...optimizer.updates([
        optimizer.embedding(this.users, users, view(ofP, width), regularization),
        optimizer.embedding(this.items, items, view(ofQ, width), regularization),
        optimizer.embedding(this.biases, items, view(scores, 1), regularization),
      ]),
    ];
    const tables = [this.users, this.items, this.biases];
    return training.program(step, { store: null, tables }, { samples: pairs, divisor: pairs });
  }

  /** Rows [vector, bias] of users (bias 0) and items. */
  async read(): Promise<{ mean: number; users: Float32Array; items: Float32Array; factors: number }> {
    const { factors } = this.options;
    const [p, q, b] = await Promise.all([this.users.read(), this.items.read(), this.biases.read()]);
    const joined = (vectors: Float32Array, biases: Float32Array | null) => {
      const rows = vectors.length / factors;
      const out = new Float32Array(rows * (factors + 1));
      for (let row = 0; row < rows; row++) {
        out.set(vectors.subarray(row * factors, (row + 1) * factors), row * (factors + 1));
        if (biases) out[row * (factors + 1) + factors] = biases[row]!;
      }
      return out;
    };
    return { mean: 0, users: joined(p.data, null), items: joined(q.data, b.data), factors };
  }
}
