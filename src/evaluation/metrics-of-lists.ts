import { atCutoff, type MetricDefinition } from './metric-definition';

/** What lists are like, beside how well they hit. The arithmetic: beyond-accuracy.ts. */
export const beyondAccuracy: readonly MetricDefinition[] = [
  {
    name: 'coverage',
    label: { en: 'Catalogue coverage', zh: '物品覆盖率' },
    formula: '#(items on at least one list) / #(items)',
    source: 'Herlocker, Konstan, Terveen & Riedl 2004; Ge, Delgado-Battenfeld & Jannach 2010',
    ...atCutoff,
    perUser: false,
  },
  {
    name: 'gini',
    label: { en: 'Gini index of recommendations', zh: '推荐分布基尼系数' },
    formula:
      'Σ_j (2j − m − 1)·c(j) / (m·Σ c), c(j): how often the j-th least recommended of m items is on a list; 0 even, 1 concentrated',
    source: 'Shani & Gunawardana 2011, Evaluating recommendation systems; RecBole',
    ...atCutoff,
    better: 'lower',
    perUser: false,
  },
  {
    name: 'novelty',
    label: { en: 'Novelty', zh: '新颖度' },
    formula:
      'Σ_{i ∈ L} −log₂(max(1, users of i in train) / users in train) / |L|, in bits (mean self-information)',
    source: 'Zhou, Kuscsik, Liu et al. 2010; Vargas & Castells 2011',
    ...atCutoff,
  },
  {
    name: 'diversity',
    label: { en: 'Intra-list diversity', zh: '列表内多样性' },
    formula:
      'mean over pairs {i, j} in L of 1 − n(i, j)/√(n(i)·n(j)), n: users of an item, or of both, in train; 0 for lists of one',
    source: 'Smyth & McClave 2001; Ziegler, McNee, Konstan & Lausen 2005',
    ...atCutoff,
  },
  {
    name: 'serendipity',
    label: { en: 'Serendipity', zh: '惊喜度' },
    formula:
      '#{i ∈ L ∩ R : i is not among the k most popular items that u has not seen} / k: hits that popularity would have missed',
    source: 'Ge, Delgado-Battenfeld & Jannach 2010, Beyond accuracy, RecSys',
    ...atCutoff,
  },
  {
    name: 'popularity-bias',
    label: { en: 'Popularity lift', zh: '流行度偏差' },
    formula:
      '(mean n(i) over L − mean n(i) over the items of u in train) / the latter, n: users of an item in train; above 0: more popular than what the user chose. Users with history only',
    source:
      'Abdollahpouri, Mansoury, Burke & Mobasher 2019, The unfairness of popularity bias in recommendation',
    ...atCutoff,
    better: 'lower',
  },
  {
    name: 'calibration',
    label: { en: 'Miscalibration', zh: '校准偏差' },
    formula:
      'Σ_g p(g) ln(p(g) / (0.99 q(g) + 0.01 p(g))), p and q: shares of the groups in the history of u and in L. Groups: categories, or thirds of the interactions by item popularity where items have none. Users with history only',
    source: 'Steck 2018, Calibrated recommendations, RecSys',
    ...atCutoff,
    better: 'lower',
  },
];
