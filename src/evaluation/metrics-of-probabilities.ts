import { uncut, type MetricDefinition } from './metric-definition';

const pairs =
  'over each held-out item (t = 1) and, for each, as many items of none of the user’s parts (t = 0) as the model met in training; p = σ(score)';

/** How good predicted probabilities of choosing are. The arithmetic: probabilities.ts. Models that only rank have none. */
export const ofProbabilities: readonly MetricDefinition[] = [
  {
    name: 'log-loss',
    label: { en: 'Log loss', zh: '对数损失' },
    formula: `−Σ (t·ln p + (1 − t)·ln(1 − p)) / n, ${pairs}`,
    source:
      'Good 1952, Rational decisions; He et al. 2014, Practical lessons from predicting clicks on ads at Facebook',
    ...uncut,
    better: 'lower',
    ofProbabilities: true,
  },
  {
    name: 'pooled-auc',
    label: { en: 'AUC, all users together', zh: 'AUC（所有用户合并）' },
    formula: `P(p of a pair with t = 1 > p of one with t = 0) + P(equal)/2, ${pairs}`,
    source: 'Hanley & McNeil 1982; Fawcett 2006, An introduction to ROC analysis',
    ...uncut,
    perUser: false,
    ofProbabilities: true,
  },
  {
    name: 'calibration-error',
    label: { en: 'Expected calibration error', zh: '期望校准误差（ECE）' },
    formula: `Σ_b n_b/n · |mean t − mean p| over the deciles b of p, equal p in one, ${pairs}`,
    source:
      'Naeini, Cooper & Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning',
    ...uncut,
    better: 'lower',
    perUser: false,
    ofProbabilities: true,
  },
];
