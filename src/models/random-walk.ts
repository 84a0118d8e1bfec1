import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import type { SparseRows } from '../similarity/device-matrix';
import { nearestNeighbours } from '../similarity/device-neighbours';
import { rowsOfLists } from '../similarity/list-rows';
import { NO_NEIGHBOUR, type NeighbourLists } from '../similarity/neighbour-lists';
import { workOf } from '../similarity/neighbour-work';
import { planNeighbours } from '../similarity/plan';
import { walkMatrix, walkWeights, WALK_MEASURE } from '../similarity/random-walk';
import { sparseScorer } from '../similarity/scoring';
import { explainHistory } from './explanation';
import { listsOfTensors, tensorsOfLists } from './neighbour-tensors';
import { parameters } from './parameters';
import type { Explanation, FitContext, NamedTensor, Neighbour, Recommender, Scorer } from './recommender';

const neighbours = z
  .number()
  .int()
  .min(1)
  .max(2000)
  .default(100)
  .register(parameters, {
    label: { en: 'Neighbours', zh: '近邻数' },
    help: {
      en: 'How many of the likeliest next items each item keeps.',
      zh: '每个物品保留多少个游走概率最大的后继物品。',
    },
    formula: 'k',
    scale: 'log',
    sweep: [10, 500],
  });

const alpha = z
  .number()
  .min(0)
  .max(2)
  .default(1)
  .register(parameters, {
    label: { en: 'Exponent α', zh: '指数 α' },
    help: {
      en: 'Exponent of the step probabilities: below 1 active users and popular items count for more.',
      zh: '转移概率的指数：小于 1 时，活跃用户与热门物品的影响更大。',
    },
    formula: 'W_ij = d_i^−α · Σ_u d_u^−α',
    sweep: [0, 2],
  });

const beta = z
  .number()
  .min(0)
  .max(2)
  .default(0.6)
  .register(parameters, {
    label: { en: 'Popularity penalty β', zh: '流行度惩罚 β' },
    help: {
      en: 'Divides by the popularity of the item reached; 0 is P3α.',
      zh: '除以到达物品的流行度；取 0 即为 P3α。',
    },
    formula: 'W_ij = d_i^−α · d_j^−β · Σ_u d_u^−α',
    sweep: [0, 1],
  });

const normalise = z
  .boolean()
  .default(false)
  .register(parameters, {
    label: { en: 'Normalise lists', zh: '归一化近邻列表' },
    help: { en: 'The weights of each list sum to one.', zh: '使每个近邻列表的权重之和为 1。' },
  });

export const p3alphaSchema = z.strictObject({ neighbours, alpha, normalise });
export const rp3betaSchema = z.strictObject({ neighbours, alpha, beta, normalise });

/** P3α and RP3β: score(u, j) = Σ_i r_ui W_ij, W the walk's probabilities, k kept in each row. */
export class RandomWalk implements Recommender {
  #train!: Dataset;
  #context!: FitContext;
  #lists!: NeighbourLists;
  #rows: SparseRows | null = null;

  constructor(readonly params: z.output<typeof rp3betaSchema>) {}

  plan(train: Dataset, backend: Backend): number {
    if (backend.kind === 'cpu') return 0;
    const work = workOf(walkMatrix(train, this.params.alpha, this.params.beta), WALK_MEASURE);
    return planNeighbours(backend, work, WALK_MEASURE, this.params.neighbours).bytes;
  }

  async fit(train: Dataset, context: FitContext): Promise<void> {
    const k = Math.min(this.params.neighbours, Math.max(1, train.items - 1));
    const matrix = walkMatrix(train, this.params.alpha, this.params.beta);
    const lists = await nearestNeighbours(context.backend, matrix, WALK_MEASURE, k, {
      planned: (path) => context.neighboursBy?.(path),
      report: (step, total) =>
        context.report({ phase: { en: 'Walking the graph', zh: '图上随机游走' }, step, total }),
      checkpoint: context.checkpoint,
    });
    this.#train = train;
    this.#context = context;
    this.#lists = walkWeights(lists, train, this.params.alpha, this.params.beta);
  }

  #weights(): SparseRows {
    this.#rows ??= rowsOfLists(this.#lists, this.params.normalise);
    return this.#rows;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    return sparseScorer(
      this.#context.backend,
      scope,
      tile,
      this.#train.byUser,
      this.#weights(),
      this.#train.items,
    );
  }

  async explain(user: number, item: number): Promise<Explanation> {
    return explainHistory(this.#train, this.#weights(), user, item);
  }

  async neighbours(axis: 'user' | 'item', code: number, count: number): Promise<readonly Neighbour[]> {
    if (axis === 'user') return [];
    const { k, indices, similarities } = this.#lists;
    const found: Neighbour[] = [];
    for (let at = code * k; at < code * k + Math.min(k, count) && indices[at] !== NO_NEIGHBOUR; at++)
      found.push({
        code: indices[at]!,
        similarity: similarities[at]!,
        support: this.#support(code, indices[at]!),
      });
    return found;
  }

  /** Users who have both items. */
  #support(a: number, b: number): number {
    const { offsets, indices } = this.#train.byItem;
    const first = new Set(indices.subarray(offsets[a], offsets[a + 1]));
    return indices.subarray(offsets[b], offsets[b + 1]).filter((user) => first.has(user)).length;
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return tensorsOfLists(this.#lists, 'weights');
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#train = train;
    this.#context = context;
    this.#lists = listsOfTensors(tensors, 'weights');
  }

  dispose(): void {}
}
