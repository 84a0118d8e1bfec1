import { MEASURES, type MeasureName } from '../compute/contracts/similarity';
import type { LocalizedText } from '../language';

export interface MeasureText {
  readonly label: LocalizedText;
  /** In the symbols of `similarityFunction`, which computes it. */
  readonly formula: string;
  /** Where it was published. */
  readonly source: string;
}

/** What each measure is called, its formula and its source, as the page, the parameters and the reports show it. */
export const MEASURE_TEXTS: Readonly<Record<MeasureName, MeasureText>> = {
  cosine: {
    label: { en: 'Cosine (all entries)', zh: '余弦（全部条目）' },
    formula: 'Σxy / (|a|·|b| + λ)',
    source: 'Dacrema et al. 2021',
  },
  'cosine-common': {
    label: { en: 'Cosine (common entries)', zh: '余弦（共同条目）' },
    formula: 'Σxy / √(Σx²·Σy²) · n/(n+λ)',
    source: 'Surprise; Bell & Koren 2007',
  },
  pearson: {
    label: { en: 'Pearson correlation', zh: '皮尔逊相关系数' },
    formula: '(nΣxy − ΣxΣy) / √((nΣx² − (Σx)²)(nΣy² − (Σy)²)) · n/(n+λ)',
    source: 'Resnick et al. 1994',
  },
  'pearson-baseline': {
    label: { en: 'Pearson, on the bias model', zh: '皮尔逊（基于偏置模型）' },
    formula: 'x, y = r − b: Σxy / √(Σx²·Σy²) · (n−1)/(n−1+λ)',
    source: 'Koren 2010',
  },
  msd: {
    label: { en: 'Mean squared difference', zh: '均方差（MSD）' },
    formula: '1 / (Σ(x−y)²/n + 1) · n/(n+λ)',
    source: 'Shardanand & Maes 1995; Surprise',
  },
  jaccard: {
    label: { en: 'Jaccard', zh: 'Jaccard 系数' },
    formula: 'n / (n_a + n_b − n + λ)',
    source: 'Jaccard 1901',
  },
  dice: {
    label: { en: 'Dice', zh: 'Dice 系数' },
    formula: '2n / (n_a + n_b + λ)',
    source: 'Dice 1945',
  },
  'adjusted-cosine': {
    label: { en: 'Adjusted cosine', zh: '修正余弦' },
    formula: 'x, y = r − r̄_f: Σxy / √(Σx²·Σy²) · n/(n+λ)',
    source: 'Sarwar et al. 2001',
  },
  'asymmetric-cosine': {
    label: { en: 'Asymmetric cosine', zh: '非对称余弦' },
    formula: 'Σxy / (|a|^2α · |b|^2(1−α) + λ)',
    source: 'Aiolli 2013',
  },
  tversky: {
    label: { en: 'Tversky index', zh: 'Tversky 指数' },
    formula: 'n / (n + α(n_a − n) + β(n_b − n) + λ)',
    source: 'Tversky 1977',
  },
  'conditional-probability': {
    label: { en: 'Conditional probability', zh: '条件概率' },
    formula: 'n / (n_b · n_a^α + λ)',
    source: 'Deshpande & Karypis 2004',
  },
  'log-likelihood-ratio': {
    label: { en: 'Log-likelihood ratio', zh: '对数似然比' },
    formula: 'G²/(1 + G²) · n/(n+λ), G² = 2 Σ O ln(O/E)',
    source: 'Dunning 1993; Mahout',
  },
};

/** Every measure's formula and source, a line each; λ shrinkage, n shared entries, |a| = √Σx² over all entries. */
export const MEASURE_FORMULAS = MEASURES.map((measure) => {
  const { formula, source } = MEASURE_TEXTS[measure];
  return `${measure}: ${formula} (${source})`;
}).join('\n');
