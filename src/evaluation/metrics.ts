import type { LocalizedText } from '../language';
import { beyondAccuracy } from './metrics-of-lists';
import { ofProbabilities } from './metrics-of-probabilities';
import { atCutoff, uncut, type MetricDefinition } from './metric-definition';

export type { MetricDefinition } from './metric-definition';

/** What the letters in the formulas mean. */
export const NOTATION: LocalizedText = {
  en: 'u: test user; L: the first k items of the list of u; R: the relevant held-out items of u; hit(i): 1 if the item at rank i is in R, else 0; mean over test users unless said otherwise. Rating tasks: r: held-out rating, r̂: prediction clipped to the rating scale, n: number of held-out ratings, τ: relevance threshold.',
  zh: 'u：测试用户；L：u 的推荐列表中前 k 个物品；R：u 的留出相关物品；hit(i)：第 i 位物品属于 R 时为 1，否则为 0；除另有说明外均对测试用户取平均。评分任务中，r：留出评分，r̂：截断到评分范围内的预测值，n：留出评分数，τ：相关性阈值。',
};

const ratingMetrics: readonly MetricDefinition[] = [
  {
    name: 'rmse',
    label: { en: 'RMSE', zh: '均方根误差（RMSE）' },
    formula: '√(Σ (r̂ − r)² / n), over all held-out ratings',
    source:
      'Herlocker, Konstan, Terveen & Riedl 2004, Evaluating collaborative filtering recommender systems',
    task: 'rating',
    better: 'lower',
    atCutoff: false,
    perUser: true,
  },
  {
    name: 'mae',
    label: { en: 'MAE', zh: '平均绝对误差（MAE）' },
    formula: 'Σ |r̂ − r| / n, over all held-out ratings',
    source:
      'Herlocker, Konstan, Terveen & Riedl 2004, Evaluating collaborative filtering recommender systems',
    task: 'rating',
    better: 'lower',
    atCutoff: false,
    perUser: true,
  },
  {
    name: 'accuracy',
    label: { en: 'Accuracy', zh: '准确率' },
    formula: '#{(r̂ ≥ τ) = (r ≥ τ)} / n, over all held-out ratings',
    source: 'Herlocker, Konstan, Terveen & Riedl 2004 (classification accuracy)',
    task: 'rating',
    better: 'higher',
    atCutoff: false,
    perUser: true,
  },
];

const accuracyOfLists: readonly MetricDefinition[] = [
  {
    name: 'precision',
    label: { en: 'Precision', zh: '精确率' },
    formula: '|L ∩ R| / k (also where the list is shorter than k)',
    source: 'Herlocker, Konstan, Terveen & Riedl 2004; RecBole',
    ...atCutoff,
  },
  {
    name: 'recall',
    label: { en: 'Recall', zh: '召回率' },
    formula: '|L ∩ R| / |R|',
    source: 'Herlocker, Konstan, Terveen & Riedl 2004; RecBole',
    ...atCutoff,
  },
  {
    name: 'f1',
    label: { en: 'F1', zh: 'F1 值' },
    formula: '2·P·Q / (P + Q), with P precision and Q recall of u; 0 where both are 0',
    source: 'van Rijsbergen 1979, Information Retrieval; Elliot',
    ...atCutoff,
  },
  {
    name: 'hit-rate',
    label: { en: 'Hit rate', zh: '命中率' },
    formula: '1 if L ∩ R is not empty, else 0',
    source: 'Deshpande & Karypis 2004, Item-based top-N recommendation algorithms',
    ...atCutoff,
  },
  {
    name: 'ndcg',
    label: { en: 'NDCG', zh: '归一化折损累计增益（NDCG）' },
    formula: 'Σ_{i ≤ k} hit(i)/log₂(i + 1) ÷ Σ_{i ≤ min(k, |R|)} 1/log₂(i + 1)',
    source: 'Järvelin & Kekäläinen 2002, Cumulated gain-based evaluation of IR techniques; RecBole, LightGCN',
    ...atCutoff,
  },
  {
    name: 'ndcg-full-ideal',
    label: { en: 'NDCG, ideal not truncated', zh: 'NDCG（理想列表不截断）' },
    formula: 'Σ_{i ≤ k} hit(i)/log₂(i + 1) ÷ Σ_{i ≤ |R|} 1/log₂(i + 1)',
    source: 'MCRec (Hu, Shi, Zhao & Yu 2018), as in Ferrari Dacrema et al. 2021, Table 46',
    ...atCutoff,
  },
  {
    name: 'map',
    label: { en: 'MAP', zh: '平均精度均值（MAP）' },
    formula: 'Σ_{i ≤ k} hit(i)·(Σ_{j ≤ i} hit(j))/i ÷ |R|',
    source: 'Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval; recommenders-team',
    ...atCutoff,
  },
  {
    name: 'map-truncated',
    label: { en: 'MAP, truncated', zh: 'MAP（截断）' },
    formula: 'Σ_{i ≤ k} hit(i)·(Σ_{j ≤ i} hit(j))/i ÷ min(k, |R|)',
    source: 'RecBole; Million Song Dataset Challenge (McFee et al. 2012)',
    ...atCutoff,
  },
  {
    name: 'mrr',
    label: { en: 'MRR', zh: '平均倒数排名（MRR）' },
    formula: '1 / (rank of the first hit), 0 if there is none up to k',
    source: 'Voorhees 1999, The TREC-8 question answering track report; RecBole',
    ...atCutoff,
  },
];

const accuracyOfRanks: readonly MetricDefinition[] = [
  {
    name: 'ndcg-graded',
    label: { en: 'NDCG, graded', zh: '分级 NDCG' },
    formula:
      'Σ_{i ∈ R, rank(i) ≤ k} (2^r(i) − 1)/log₂(rank(i) + 1) ÷ the same of the best order, r: held-out rating, average ranks where scores are equal',
    source: 'Burges et al. 2005 (gain 2^r − 1); Järvelin & Kekäläinen 2002',
    ...atCutoff,
  },
  {
    name: 'ndcg-untruncated',
    label: { en: 'NDCG, no cutoff', zh: 'NDCG（无截断）' },
    formula:
      'Σ_{i ∈ R} 1/log₂(rank(i) + 1) ÷ Σ_{i ≤ |R|} 1/log₂(i + 1), average ranks where scores are equal',
    source: 'Järvelin & Kekäläinen 2002',
    ...uncut,
  },
  {
    name: 'mrr-full',
    label: { en: 'MRR, no cutoff', zh: 'MRR（无截断）' },
    formula: '1 / min_{i ∈ R} rank(i), rank among all candidates, the average rank where scores are equal',
    source: 'Voorhees 1999, The TREC-8 question answering track report',
    ...uncut,
  },
  {
    name: 'auc',
    label: { en: 'AUC', zh: 'AUC' },
    formula:
      'P(score of a relevant candidate > score of another candidate) + P(equal)/2 = (Σ_{i ∈ R} (N − rank(i)) − |R|(|R| − 1)/2) / (|R|·(N − |R|)), N candidates, average ranks',
    source: 'Hanley & McNeil 1982; Rendle, Freudenthaler, Gantner & Schmidt-Thieme 2009 (BPR)',
    ...uncut,
  },
  {
    name: 'r-precision',
    label: { en: 'R-precision', zh: 'R-精确率' },
    formula: '#{i ∈ R : rank(i) ≤ |R|} / |R|, average ranks where scores are equal',
    source: 'Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval, §8.4',
    ...uncut,
  },
  {
    name: 'rbp',
    label: { en: 'Rank-biased precision', zh: '排名偏置精确率（RBP）' },
    formula: '(1 − p) Σ_{i ∈ R} p^(rank(i) − 1), p = 0.8, average ranks where scores are equal',
    source: 'Moffat & Zobel 2008, Rank-biased precision for measurement of retrieval effectiveness, ACM TOIS',
    ...uncut,
  },
];

/** Every metric there is, in the order in which they are offered. */
export const metricDefinitions: readonly MetricDefinition[] = [
  ...ratingMetrics,
  ...accuracyOfLists,
  ...accuracyOfRanks,
  ...beyondAccuracy,
  ...ofProbabilities,
];

const byName = new Map(metricDefinitions.map((definition) => [definition.name, definition]));

/** The definition of a metric by its name or key (`ndcg`, `ndcg@10`), or undefined. */
export function metricDefinition(nameOrKey: string): MetricDefinition | undefined {
  return byName.get(metricName(nameOrKey));
}

/** `ndcg` of the key `ndcg@10`. */
export function metricName(key: string): string {
  return key.split('@', 1)[0]!;
}

/** The key a metric is recorded under: `ndcg@10`, or the bare name where there is no cutoff. */
export function metricKey(name: string, cutoff: number): string {
  return byName.get(name)?.atCutoff ? `${name}@${cutoff}` : name;
}
