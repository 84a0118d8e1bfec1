import { metricDefinition } from '../../evaluation/metrics';
import type { Language } from '../../language';

/** Short names where the definition's own label is a sentence; charts and column heads have little room. */
const SHORT: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  loss: { en: 'loss', zh: '损失' },
  gradientNorm: { en: 'gradient norm', zh: '梯度范数' },
  weightNorm: { en: 'weight norm', zh: '权重范数' },
  rmse: { en: 'RMSE', zh: 'RMSE' },
  mae: { en: 'MAE', zh: 'MAE' },
  ndcg: { en: 'NDCG', zh: 'NDCG' },
  'ndcg-full-ideal': { en: 'NDCG, full ideal', zh: 'NDCG（完整理想）' },
  map: { en: 'MAP', zh: 'MAP' },
  mrr: { en: 'MRR', zh: 'MRR' },
  gini: { en: 'Gini of lists', zh: '推荐基尼系数' },
  coverage: { en: 'Coverage', zh: '物品覆盖率' },
  diversity: { en: 'Diversity', zh: '列表多样性' },
};

/** `NDCG@10` of the key `ndcg@10`. */
export function metricLabel(key: string, language: Language): string {
  const [name = key, cutoff] = key.split('@');
  const label = SHORT[name]?.[language] ?? metricDefinition(name)?.label[language] ?? name;
  return cutoff === undefined ? label : `${label}@${cutoff}`;
}
