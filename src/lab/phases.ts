import type { LocalizedText } from '../language';

/** The parts of a run, in their order, as progress events and timings name them. */
export type Phase = 'read' | 'split' | 'fit' | 'validate' | 'evaluate' | 'baseline' | 'replay' | 'sweep';

export const phaseLabels: Readonly<Record<Phase, LocalizedText>> = {
  read: { en: 'Reading data', zh: '读取数据' },
  split: { en: 'Splitting', zh: '划分数据' },
  fit: { en: 'Training', zh: '训练' },
  validate: { en: 'Validating', zh: '验证' },
  evaluate: { en: 'Evaluating', zh: '评估' },
  replay: { en: 'Replaying', zh: '回放' },
  sweep: { en: 'Searching', zh: '搜索参数' },
  baseline: { en: 'Baselines', zh: '基线' },
};
