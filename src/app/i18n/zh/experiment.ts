import type * as en from '../en/experiment';

export const form: typeof en.form = {
  reset: (value) => `恢复默认值：${value}`,
  slider: (label) => `${label}（滑块）`,
  none: '无',
  yes: '是',
  no: '否',
  default: '默认值',
  range: '范围',
  between: (low, high) => `${low} 至 ${high}`,
};

export const experiment: typeof en.experiment = {
  run: '运行',
  file: '文件',
  open: '打开实验…',
  save: '保存为 JSON',
  link: '复制链接',
  copied: '链接已复制。',
  json: '实验的 JSON',
  issues: (count) => `运行前有 ${count} 处需要修改：`,
  data: '数据',
  split: '划分',
  model: '模型',
  training: '训练',
  evaluation: '评估',
  changeData: '更换',
  noParameters: '此模型没有参数。',
  tasks: '任务',
  task: { rating: '评分预测', ranking: '排序' },
  paper: '论文',
  trainingSummary: (epochs, optimizer) => `${epochs} 轮，${optimizer}`,
  ownSteps: '模型自身的更新规则',
  optimizerDetails: '优化器细节',
  noEarlyStopping: '关闭',
  sampledNote: '采样候选可能得出与全量排序不同的模型次序（Krichene & Rendle 2020）。相应数值会带有标记。',
};

export const metrics: typeof en.metrics = {
  better: '更优方向',
  higher: '越高越好',
  lower: '越低越好',
  source: '出处',
};

export const workedExample: typeof en.workedExample = {
  title: '算例',
  question: '两个近邻的相似度为 0.8 和 0.2，对该物品的评分为 4 和 2。该用户会打几分？',
  normalised: '教科书的公式将加权和除以相似度之和，结果仍是评分：',
  without: (value) =>
    `缺少分母，结果就不再是评分：它会随相似度缩小。一个流传的算例改乘 0.8，并写成 3.52；按其算式应为 ${value}。`,
};
