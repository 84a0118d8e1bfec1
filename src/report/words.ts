import type { Language, LocalizedText } from '../language';

/** Every word of the report that is not data. */
const words = {
  result: { en: 'Result', zh: '结果' },
  metric: { en: 'Metric', zh: '指标' },
  value: { en: 'Value', zh: '数值' },
  interval: { en: '95 % interval', zh: '95% 置信区间' },
  intervalNote: {
    en: 'Intervals: percentile bootstrap over test users.',
    zh: '区间：对测试用户做自助法（百分位）得到。',
  },
  thisModel: { en: 'this model', zh: '本模型' },
  definitions: { en: 'Definitions', zh: '指标定义' },
  formula: { en: 'Formula', zh: '公式' },
  source: { en: 'Source', zh: '出处' },
  training: { en: 'Training', zh: '训练过程' },
  epoch: { en: 'epoch', zh: '轮次' },
  loss: { en: 'loss', zh: '损失' },
  train: { en: 'train', zh: '训练' },
  validation: { en: 'validation', zh: '验证' },
  best: { en: 'best', zh: '最佳' },
  last: { en: 'last', zh: '最后' },
  atEpoch: { en: 'at epoch', zh: '所在轮次' },
  setup: { en: 'Set-up', zh: '实验设置' },
  parameter: { en: 'Parameter', zh: '参数' },
  data: { en: 'Data', zh: '数据' },
  dataSet: { en: 'Data set', zh: '数据集' },
  users: { en: 'Users', zh: '用户' },
  items: { en: 'Items', zh: '物品' },
  interactions: { en: 'Interactions', zh: '交互' },
  density: { en: 'Density', zh: '稠密度' },
  parts: { en: 'Train / validation / test', zh: '训练 / 验证 / 测试' },
  rejected: { en: 'Rejected rows', zh: '被拒绝的行' },
  testUsers: { en: 'Test users (of them cold)', zh: '测试用户（其中冷启动）' },
  folds: { en: 'Each hold-out', zh: '各折结果' },
  fold: { en: 'Hold-out', zh: '折' },
  groups: { en: 'Warm and cold test users', zh: '热启动与冷启动测试用户' },
  group: { en: 'Group', zh: '分组' },
  warm: { en: 'warm', zh: '热启动' },
  cold: { en: 'cold', zh: '冷启动' },
  warnings: { en: 'What a reviewer should know', zh: '审稿人须知' },
  sampled: {
    en: 'Ranked among sampled candidates, not among all items: these figures can put models in another order than full ranking does (Krichene & Rendle 2020), and are not comparable with it.',
    zh: '排序仅在采样候选中进行，而非全部物品：这类数值可能得出与全量排序不同的模型次序（Krichene & Rendle 2020），二者不可比较。',
  },
  listed: {
    en: 'Ranked among listed candidates only: these figures are not comparable with full ranking (Krichene & Rendle 2020).',
    zh: '排序仅在给定候选列表中进行：这类数值与全量排序不可比较（Krichene & Rendle 2020）。',
  },
  stopped: {
    en: 'The researcher stopped the training early and kept what there was.',
    zh: '研究者提前停止了训练，并保留了已有结果。',
  },
  environment: { en: 'Environment', zh: '运行环境' },
  adapter: { en: 'Adapter', zh: '适配器' },
  backend: { en: 'Backend', zh: '后端' },
  browser: { en: 'Browser', zh: '浏览器' },
  version: { en: 'Cofilter version', zh: 'Cofilter 版本' },
  started: { en: 'Started', zh: '开始时间' },
  time: { en: 'Time', zh: '用时' },
  phase: { en: 'Phase', zh: '阶段' },
  memory: { en: 'Device memory, peak / planned / budget', zh: '设备内存：峰值 / 计划 / 预算' },
  reproduce: { en: 'Reproduce', zh: '复现' },
  reproduceNote: {
    en: 'Save the experiment below as experiment.json and run it; equal experiment, data and adapter give equal figures, bit for bit.',
    zh: '将下面的实验另存为 experiment.json 并运行；实验、数据与适配器相同时，数值逐位相同。',
  },
  experiment: { en: 'Experiment (JSON)', zh: '实验（JSON）' },
  record: { en: 'Complete record (JSON)', zh: '完整记录（JSON）' },
  software: { en: 'software adapter', zh: '软件适配器' },
  cpu: { en: 'CPU backend', zh: 'CPU 后端' },
  none: { en: 'none', zh: '无' },
} as const satisfies Record<string, LocalizedText>;

export type Word = keyof typeof words;

/** The words in one language. */
export function vocabulary(language: Language): (word: Word) => string {
  return (word) => words[word][language];
}
