import { z } from 'zod';
import type { Backend, Scope } from '../compute/backend';
import type { Dataset } from '../data/dataset';
import { itemFeatures, knownRows, requireFeatures } from '../data/features/item-features';
import type { FeatureTable } from '../data/features/feature-table';
import { tfIdf } from '../data/features/tf-idf';
import { commonFeatures, contentMatrix, contentMeasure } from '../similarity/content';
import type { SparseRows } from '../similarity/device-matrix';
import { nearestNeighbours } from '../similarity/device-neighbours';
import { rowsOfLists, transposeRows } from '../similarity/list-rows';
import { nearestOf } from '../similarity/nearest-of';
import type { NeighbourLists } from '../similarity/neighbour-lists';
import { workOf } from '../similarity/neighbour-work';
import { planNeighbours } from '../similarity/plan';
import { sparseScorer } from '../similarity/scoring';
import { explainHistory } from './explanation';
import { priceBuckets, titleWords } from './feature-params';
import { listsOfTensors, tensorsOfLists } from './neighbour-tensors';
import { parameters } from './parameters';
import type {
  Explanation,
  FitContext,
  ModelEntry,
  NamedTensor,
  Neighbour,
  Recommender,
  Scorer,
} from './recommender';

const params = z.strictObject({
  neighbours: z
    .number()
    .int()
    .min(1)
    .max(2000)
    .default(100)
    .register(parameters, {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: {
        en: 'How many of the items most like it each item keeps.',
        zh: '每个物品保留多少个与其最相似的物品。',
      },
      formula: 'k',
      scale: 'log',
      sweep: [10, 500],
    }),
  shrinkage: z
    .number()
    .min(0)
    .default(0)
    .register(parameters, {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'Pulls similarities of sparsely described items to zero.',
        zh: '将描述稀少的物品的相似度向零收缩。',
      },
      formula: 's_ij = Σ x·y / (‖i‖·‖j‖ + λ)',
      scale: 'log',
      sweep: [0.1, 100],
    }),
  weighting: z
    .enum(['tf-idf', 'none'])
    .default('tf-idf')
    .register(parameters, {
      label: { en: 'Feature weights', zh: '特征加权' },
      help: {
        en: 'TF-IDF lets features count the more, the fewer items have them.',
        zh: 'TF-IDF 使越少物品具有的特征权重越大。',
      },
      formula: 'x · ln(n / n_f)',
      options: { 'tf-idf': { en: 'TF-IDF', zh: 'TF-IDF' }, none: { en: 'none', zh: '不加权' } },
    }),
  titleWords,
  priceBuckets,
  normalise: z
    .boolean()
    .default(false)
    .register(parameters, {
      label: { en: 'Normalise lists', zh: '归一化近邻列表' },
      help: {
        en: 'The similarities of each list sum to one.',
        zh: '使每个近邻列表的相似度之和为 1。',
      },
    }),
});

type Params = z.output<typeof params>;

export const contentKnn: ModelEntry<typeof params> = {
  name: 'content-knn',
  label: { en: 'Content k-NN', zh: '基于内容的近邻（Content k-NN）' },
  summary: {
    en: 'Items whose category, brand, price and words are like those of what you chose. Ranks items nobody has chosen yet.',
    zh: '推荐类别、品牌、价格与标题词语同您所选物品相近的物品，尚无任何交互的新品也能参与排序。',
  },
  paper:
    'Lops, P., de Gemmis, M., Semeraro, G. (2011). Content-based Recommender Systems. Recommender Systems Handbook; ItemKNN-CBF of Ferrari Dacrema, M., Boglio, S., Cremonesi, P., Jannach, D. (2021). ACM TOIS 39(2).',
  tasks: ['ranking'],
  trained: false,
  params,
  create: (values) => new ContentKnn(values),
};

/** score(u, j) = Σ_i r_ui s_ij over the items i of u that are among the k most like j, s the cosine of features. */
class ContentKnn implements Recommender {
  #train!: Dataset;
  #context!: FitContext;
  #features!: FeatureTable;
  #lists!: NeighbourLists;
  #weights: SparseRows | null = null;

  constructor(readonly params: Params) {}

  plan(train: Dataset, backend: Backend): number {
    if (backend.kind === 'cpu') return 0;
    this.#take(train);
    const measure = contentMeasure(this.params.shrinkage);
    const work = workOf(contentMatrix(this.#features.matrix), measure);
    return planNeighbours(backend, work, measure, this.#length).bytes;
  }

  async fit(train: Dataset, context: FitContext): Promise<void> {
    this.#start(train, context);
    this.#lists = await nearestNeighbours(
      context.backend,
      contentMatrix(this.#features.matrix),
      contentMeasure(this.params.shrinkage),
      this.#length,
      {
        planned: (path) => context.neighboursBy?.(path),
        report: (step, total) =>
          context.report({ phase: { en: 'Comparing items', zh: '比较物品' }, step, total }),
        checkpoint: context.checkpoint,
      },
    );
  }

  /** Neighbours that a list can have. */
  get #length(): number {
    return Math.min(this.params.neighbours, Math.max(1, this.#train.items - 1));
  }

  #start(train: Dataset, context: FitContext): void {
    this.#take(train);
    this.#context = context;
    this.#weights = null;
  }

  /** What was made of the same data for the plan stays. */
  #take(train: Dataset): void {
    if (this.#train === train) return;
    const { weighting, priceBuckets: buckets, titleWords: words } = this.params;
    const table = requireFeatures(
      itemFeatures(train, { words: words ? 'each' : null, priceBuckets: buckets }),
      'content-knn',
    );
    this.#train = train;
    this.#features = weighting === 'tf-idf' ? tfIdf(table, knownRows(train.byItem)) : table;
  }

  /** Row i: what an interaction with i adds to the score of each item. */
  #right(): SparseRows {
    this.#weights ??= transposeRows(rowsOfLists(this.#lists, this.params.normalise), this.#train.items);
    return this.#weights;
  }

  async scorer(scope: Scope, tile: number): Promise<Scorer> {
    const { byUser, items } = this.#train;
    return sparseScorer(this.#context.backend, scope, tile, byUser, this.#right(), items);
  }

  async explain(user: number, item: number): Promise<Explanation> {
    const { columns, matrix } = this.#features;
    const explanation = explainHistory(this.#train, this.#right(), user, item);
    const parts = explanation.parts.map((part) => ({
      ...part,
      common: commonFeatures(matrix, item, part.code).map((column) => columns[column]!.name),
    }));
    return { ...explanation, parts };
  }

  async neighbours(axis: 'user' | 'item', code: number, count: number): Promise<readonly Neighbour[]> {
    if (axis === 'user') return [];
    const { matrix } = this.#features;
    return nearestOf(contentMatrix(matrix), contentMeasure(this.params.shrinkage), code, count);
  }

  async toTensors(): Promise<ReadonlyMap<string, NamedTensor>> {
    return tensorsOfLists(this.#lists, 'similarities');
  }

  async fromTensors(
    tensors: ReadonlyMap<string, NamedTensor>,
    train: Dataset,
    context: FitContext,
  ): Promise<void> {
    this.#start(train, context);
    this.#lists = listsOfTensors(tensors, 'similarities');
  }

  dispose(): void {}
}
