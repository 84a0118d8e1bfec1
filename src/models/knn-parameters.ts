import { z } from 'zod';
import { MEASURES } from '../compute/contracts/similarity';
import { CENTRINGS } from '../similarity/centring';
import { MEASURE_FORMULAS, MEASURE_TEXTS } from '../similarity/measure-texts';
import { FEATURE_WEIGHTINGS, type SimilarityOptions } from '../similarity/options';
import { parameters } from './parameters';

/** Parameters that user k-NN and item k-NN share. */
export const knnParameters = {
  similarity: z
    .enum(MEASURES)
    .default('cosine')
    .register(parameters, {
      label: { en: 'Similarity', zh: '相似度' },
      help: {
        en: 'How alike two users or two items are. Cosine runs over all entries; “common” measures run over the entries that both have.',
        zh: '衡量两个用户或两个物品的相似程度。“余弦”取全部条目；标明“共同”的度量只取双方都有的条目。',
      },
      formula: MEASURE_FORMULAS,
      options: Object.fromEntries(MEASURES.map((measure) => [measure, MEASURE_TEXTS[measure].label])),
    }),
  neighbours: z
    .number()
    .int()
    .min(1)
    .max(2000)
    .default(100)
    .register(parameters, {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: {
        en: 'How many of the most similar count. Only positive similarities do.',
        zh: '计入最相似的多少个近邻。只计入正的相似度。',
      },
      formula: 'k',
      scale: 'log',
      sweep: [10, 500],
    }),
  shrinkage: z
    .number()
    .min(0)
    .default(50)
    .register(parameters, {
      label: { en: 'Shrinkage', zh: '收缩' },
      help: {
        en: 'Pulls similarities that rest on few common entries to zero.',
        zh: '将建立在少量共同条目之上的相似度向零收缩。',
      },
      formula:
        'all entries: … / (… + λ); common entries: s · n/(n + λ), Pearson on the bias model: s · (n−1)/(n−1+λ)',
      scale: 'log',
      sweep: [1, 1000],
    }),
  minSupport: z
    .number()
    .int()
    .min(1)
    .default(1)
    .register(parameters, {
      label: { en: 'Minimum support', zh: '最小支持数' },
      help: {
        en: 'Pairs with fewer common entries have similarity 0.',
        zh: '共同条目少于此数的一对，其相似度记为 0。',
      },
      sweep: [1, 10],
    }),
  centring: z
    .enum(CENTRINGS)
    .default('baseline')
    .register(parameters, {
      label: { en: 'Centring', zh: '中心化' },
      help: {
        en: 'What a predicted rating starts from; ranking does not use it.',
        zh: '预测评分的起点；排序任务不使用此项。',
      },
      formula: 'r̂_af = base + Σ s_av (r_vf − base_v) / Σ s_av',
      options: {
        none: { en: 'None', zh: '无' },
        mean: { en: 'Mean', zh: '均值' },
        'z-score': { en: 'Z-score', zh: 'Z 分数' },
        baseline: { en: 'Bias model', zh: '偏置模型' },
      },
    }),
  minNeighbours: z
    .number()
    .int()
    .min(1)
    .default(1)
    .register(parameters, {
      label: { en: 'Minimum neighbours', zh: '最小近邻数' },
      help: {
        en: 'With fewer neighbours who rated, a prediction is its starting point alone.',
        zh: '参与评分的近邻少于此数时，预测值只取起点。',
      },
      sweep: [1, 5],
    }),
  significance: z
    .number()
    .min(0)
    .default(0)
    .register(parameters, {
      label: { en: 'Significance weighting', zh: '显著性加权' },
      help: {
        en: 'Similarities from fewer than this many common entries count in proportion; 0 is off (Herlocker et al. 1999).',
        zh: '共同条目少于此数的相似度按比例折减；0 表示关闭（Herlocker 等，1999）。',
      },
      formula: 's · min(n, γ)/γ',
      sweep: [0, 100],
    }),
  amplification: z
    .number()
    .min(0.1)
    .max(10)
    .default(1)
    .register(parameters, {
      label: { en: 'Case amplification', zh: '相似度放大' },
      help: {
        en: 'Exponents above 1 favour the most similar; 1 is off (Breese et al. 1998).',
        zh: '指数大于 1 时突出最相似者；1 表示关闭（Breese 等，1998）。',
      },
      formula: 's · |s|^(ρ−1)',
      sweep: [0.5, 3],
    }),
  alpha: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .register(parameters, {
      label: { en: 'Weight α', zh: '权重 α' },
      help: {
        en: 'For asymmetric cosine, Tversky index and conditional probability only.',
        zh: '仅用于非对称余弦、Tversky 指数与条件概率。',
      },
      formula:
        'asymmetric: Σxy / (|a|^2α |b|^2(1−α) + λ); Tversky: n / (n + α(n_a−n) + β(n_b−n) + λ); conditional: n / (n_b n_a^α + λ)',
      sweep: [0, 1],
    }),
  beta: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .register(parameters, {
      label: { en: 'Weight β', zh: '权重 β' },
      help: { en: 'For the Tversky index only.', zh: '仅用于 Tversky 指数。' },
      sweep: [0, 1],
    }),
  featureWeighting: z
    .enum(FEATURE_WEIGHTINGS)
    .default('none')
    .register(parameters, {
      label: { en: 'Input weighting', zh: '输入加权' },
      help: {
        en: 'Gives less weight to what everybody has before similarities are taken.',
        zh: '在计算相似度之前，降低人人都有的条目的权重。',
      },
      formula:
        'idf = ln((1 + N)/(1 + df)); TF-IDF: √x · idf; BM25: idf · x(K+1)/(x + K(1 − b + b·length/mean))',
      options: {
        none: { en: 'None', zh: '无' },
        'tf-idf': { en: 'TF-IDF', zh: 'TF-IDF' },
        bm25: { en: 'BM25', zh: 'BM25' },
      },
    }),
  normalise: z
    .boolean()
    .default(false)
    .register(parameters, {
      label: { en: 'Normalise lists', zh: '归一化近邻列表' },
      help: {
        en: 'Ranking: the similarities of each list sum to one (Deshpande & Karypis 2004).',
        zh: '排序任务：使每个近邻列表的相似度之和为 1（Deshpande 与 Karypis，2004）。',
      },
      formula: 's_ab / Σ_b s_ab',
    }),
};

/** What makes a similarity, without what is done with it. */
export const measureSchema = z.strictObject({
  similarity: knnParameters.similarity,
  shrinkage: knnParameters.shrinkage,
  minSupport: knnParameters.minSupport,
  significance: knnParameters.significance,
  amplification: knnParameters.amplification,
  alpha: knnParameters.alpha,
  beta: knnParameters.beta,
  featureWeighting: knnParameters.featureWeighting,
});
export type MeasureChoice = z.input<typeof measureSchema>;

/** The options of the similarity engine that the parameters name. */
export function similarityOptions(params: z.output<typeof measureSchema>): SimilarityOptions {
  const { similarity, shrinkage, minSupport, significance, amplification, alpha, beta, featureWeighting } =
    params;
  return {
    measure: similarity,
    shrinkage,
    minSupport,
    significance,
    amplification,
    alpha,
    beta,
    featureWeighting,
  };
}

/** Item k-NN may also weigh a user's history by recency. */
export const recencyParameter = z
  .number()
  .gt(0)
  .max(1)
  .default(1)
  .register(parameters, {
    label: { en: 'Recency', zh: '近期权重' },
    help: {
      en: 'Ranking: each interaction back in time counts this many times as much as the one after it; 1 is off.',
      zh: '排序任务：每往前一次交互，其权重乘以此数；1 表示关闭。',
    },
    formula: 'score(u, i) = Σ_j recency^(steps back of j) · s_ij · r_uj',
    sweep: [0.3, 1],
  });

export const userKnnSchema = z.strictObject(knnParameters);
export const itemKnnSchema = z.strictObject({ ...knnParameters, recency: recencyParameter });
export type KnnParameters = z.output<typeof itemKnnSchema>;
