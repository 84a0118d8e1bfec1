import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { fitBaselines, meanRating, type Baselines } from '../similarity/baselines';
import { parameters } from './parameters';
import type {
  Explanation,
  FitContext,
  ModelEntry,
  ModelEvent,
  NamedTensor,
  Recommender,
  Scorer,
} from './recommender';

const params = z.strictObject({
  method: z
    .enum(['als', 'sgd'])
    .default('als')
    .register(parameters, {
      label: { en: 'Method', zh: '求解方法' },
      help: {
        en: 'Alternating least squares solves for item and user biases in turn; SGD moves both after each rating.',
        zh: '交替最小二乘轮流求解物品偏置与用户偏置；随机梯度下降（SGD）在每条评分之后同时更新两者。',
      },
      options: {
        als: { en: 'Alternating least squares', zh: '交替最小二乘（ALS）' },
        sgd: { en: 'Stochastic gradient descent', zh: '随机梯度下降（SGD）' },
      },
    }),
  iterations: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .register(parameters, {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'Passes over all ratings.', zh: '遍历全部评分的次数。' },
      sweep: [5, 50],
    }),
  userRegularization: z
    .number()
    .min(0)
    .default(15)
    .register(parameters, {
      label: { en: 'User regularization (ALS)', zh: '用户正则化（ALS）' },
      help: {
        en: 'As many imaginary ratings at the mean as this pull each user bias to zero.',
        zh: '相当于为每个用户加入这么多条均值评分，使用户偏置向零收缩。',
      },
      formula: 'b_u = Σ_i (r_ui − μ − b_i) / (λ_u + |I_u|)',
      scale: 'log',
      sweep: [1, 100],
    }),
  itemRegularization: z
    .number()
    .min(0)
    .default(10)
    .register(parameters, {
      label: { en: 'Item regularization (ALS)', zh: '物品正则化（ALS）' },
      help: {
        en: 'As many imaginary ratings at the mean as this pull each item bias to zero.',
        zh: '相当于为每个物品加入这么多条均值评分，使物品偏置向零收缩。',
      },
      formula: 'b_i = Σ_u (r_ui − μ − b_u) / (λ_i + |U_i|)',
      scale: 'log',
      sweep: [1, 100],
    }),
  learningRate: z
    .number()
    .gt(0)
    .default(0.005)
    .register(parameters, {
      label: { en: 'Learning rate (SGD)', zh: '学习率（SGD）' },
      help: {
        en: 'How far each rating moves the biases; also used when single ratings arrive later.',
        zh: '每条评分对偏置的更新幅度；之后逐条到达的评分也使用它。',
      },
      formula: 'b ← b + γ (e − λ b), e = r − r̂',
      scale: 'log',
      sweep: [0.0005, 0.05],
    }),
  regularization: z
    .number()
    .min(0)
    .default(0.02)
    .register(parameters, {
      label: { en: 'Regularization (SGD)', zh: '正则化（SGD）' },
      help: { en: 'Pulls the biases to zero at each step.', zh: '每一步使偏置向零收缩。' },
      scale: 'log',
      sweep: [0.001, 0.5],
    }),
});

type Params = z.output<typeof params>;

/** r̂_ui = μ + b_u + b_i; an unknown user or item has bias 0. */
class Bias implements Recommender {
  readonly scoresAreRatings = true;
  #backend!: Backend;
  #biases!: Baselines;

  constructor(readonly params: Params) {}

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const { iterations, userRegularization, itemRegularization } = this.params;
    this.#backend = context.backend;
    this.#biases =
      this.params.method === 'als'
        ? fitBaselines(train, { epochs: iterations, userRegularization, itemRegularization })
        : await this.#descend(train, context);
  }

  /** Ratings in the order of users and their items. */
  async #descend(train: Dataset, context: FitContext): Promise<Baselines> {
    const { offsets, indices, values } = train.byUser;
    const users = new Float64Array(train.users);
    const items = new Float64Array(train.items);
    const biases = { mean: meanRating(train), users, items };
    for (let iteration = 0; iteration < this.params.iterations; iteration++) {
      for (let user = 0; user < train.users; user++) {
        for (let at = offsets[user]!; at < offsets[user + 1]!; at++)
          this.#step(biases, user, indices[at]!, values[at]!);
      }
      context.report({
        phase: { en: 'Fitting biases', zh: '拟合偏置' },
        step: iteration + 1,
        total: this.params.iterations,
      });
      if ((await context.checkpoint()) === 'stop') break;
    }
    return biases;
  }

  #step({ mean, users, items }: Baselines, user: number, item: number, rating: number): void {
    const { learningRate, regularization } = this.params;
    const error = rating - (mean + users[user]! + items[item]!);
    users[user]! += learningRate * (error - regularization * users[user]!);
    items[item]! += learningRate * (error - regularization * items[item]!);
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const backend = this.#backend;
    const { mean, users, items } = this.#biases;
    const left = scope.tensor('f32', tile * 2, 'user biases, 1');
    const right = new Float32Array(items.length * 2).fill(1);
    right.set(items, items.length);
    const out = scope.tensor('f32', tile * items.length, 'scores');
    // [μ + b_u, 1] · [1; b_i]
    const operation = backend.kernels.gemm(scope, {
      a: left,
      b: scope.upload(right, '1, item biases'),
      out,
      m: tile,
      n: items.length,
      k: 2,
    });
    return {
      out,
      tile,
      score(tileUsers) {
        backend.write(left, Float32Array.from([...tileUsers].flatMap((user) => [mean + users[user]!, 1])));
        backend.run([operation]);
      },
    };
  }

  async predict(users: Uint32Array, items: Uint32Array): Promise<Float32Array> {
    const biases = this.#biases;
    return Float32Array.from(
      users,
      (user, i) => biases.mean + (biases.users[user] ?? 0) + (biases.items[items[i]!] ?? 0),
    );
  }

  async explain(user: number, item: number): Promise<Explanation> {
    const { mean, users, items } = this.#biases;
    const [ofUser, ofItem] = [users[user]!, items[item]!];
    return {
      score: mean + ofUser + ofItem,
      base: mean,
      parts: [
        { axis: 'user', code: user, similarity: 1, value: ofUser, share: ofUser },
        { axis: 'item', code: item, similarity: 1, value: ofItem, share: ofItem },
      ],
    };
  }

  /** One SGD step a rating; the mean stays that of the fit. */
  async update(events: readonly ModelEvent[]): Promise<void> {
    for (const { kind, user, item, rating } of events) {
      if (kind === 'set') this.#step(this.#biases, user, item, rating);
    }
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    const { mean, users, items } = this.#biases;
    return new Map([
      ['mean', { shape: [1], data: Float32Array.of(mean) }],
      ['userBiases', { shape: [users.length], data: Float32Array.from(users) }],
      ['itemBiases', { shape: [items.length], data: Float32Array.from(items) }],
    ]);
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    _train: Dataset,
    { backend }: FitContext,
  ): Promise<void> {
    const array = (name: string) => Float64Array.from(tensors.get(name)!.data);
    this.#backend = backend;
    this.#biases = { mean: array('mean')[0]!, users: array('userBiases'), items: array('itemBiases') };
  }

  dispose(): void {}
}

export const bias: ModelEntry<typeof params> = {
  name: 'bias',
  label: { en: 'Bias model', zh: '偏置模型' },
  summary: {
    en: 'Mean rating plus what is usual for this user and this item. The baseline of every rating model.',
    zh: '评分均值加上该用户与该物品的惯常偏离，是所有评分预测模型的基线。',
  },
  paper:
    'Koren 2010, Factor in the neighbors: scalable and accurate collaborative filtering, ACM TKDD 4(1), §2.1',
  tasks: ['rating', 'ranking'],
  trained: false,
  params,
  create: (values) => new Bias(values),
};
