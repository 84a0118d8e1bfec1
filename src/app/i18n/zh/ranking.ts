import type * as en from '../en/ranking';

export const ranking: typeof en.ranking = {
  title: '排序',
  help: '决定各召回来源找到的候选如何排列。网络从最近的事件中学习：每个事件之前已知的信息，以及实际选择的物品。',
  by: { weighted: '各来源加权和', network: '训练的网络' },
  train: '训练排序网络',
  trainAgain: '重新训练',
  stop: '停止',
  settings: '训练设置',
  fields: {
    lists: { label: '最近事件数', help: '为每个事件生成当时商店会给出的列表。' },
    layers: { label: '隐藏层', help: '各层宽度，用逗号分隔。' },
    epochs: { label: '轮数', help: '上限；验证列表不再提升时提前结束。' },
    learningRate: { label: '学习率', help: 'Adam 的步长。' },
    weightDecay: { label: '权重衰减', help: '将权重拉向零的强度。' },
    negatives: { label: '负样本数', help: '与实际选择相比较的同列表候选数。' },
  },
  phases: {
    embedding: '嵌入模型正在学习历史…',
    lists: '正在重走历史…',
    waiting: '正在等待设备…',
    training: '正在训练…',
  },
  progress: (done, total) => `${done} / ${total}`,
  lossOf: '网络的训练损失',
  epoch: '轮',
  loss: '损失',
  onWatched: (cutoff) => `验证列表上的 NDCG@${cutoff}`,
  judged: (judged, training, validation) =>
    `在之后的 ${judged} 个列表上评估；${training} 个用于学习，${validation} 个用于验证。`,
  order: '排序依据',
  recall: (all, own) => `${all} 的列表包含实际选择的物品（不含嵌入召回时为 ${own}）；任何排序都无法超过它。`,
  test: (network, weighted, p, ndcg) =>
    `仅网络命中 ${network} 个列表，仅加权和命中 ${weighted} 个：p ${p}（McNemar）；NDCG：p ${ndcg}（Wilcoxon）。`,
  importance: '各组特征对网络的贡献',
  importanceHelp: '将该组特征在每个列表的候选之间随机重排后损失的 NDCG。',
  parameters: (count) => `${count} 个参数`,
  sourcePlace: (rank, share) => `第 ${rank} 位，为该来源最高分的 ${share}`,
  shares: '网络如何评价它',
  sharesHelp: '精确 Shapley 值：各组特征相对候选均值对得分的贡献。',
  learns: '继续从点击中学习',
  learnsHelp:
    '顾客对其列表的每次浏览、加购或购买都会教它，但在下一个列表给出之后才学：将所选物品与排在其上方及紧邻下方的物品比较。撤销的操作不留痕迹。',
  learned: (lists, steps) => `已学习 ${lists} 个列表，共 ${steps} 步。`,
  learningNow: (lists) => `还有 ${lists} 个正在学习。`,
  latestLoss: (lists, loss, trained) =>
    `最近 ${lists} 个列表学习前的损失：${loss}；若未从点击中学习则为 ${trained}。`,
  unlearn: '忘掉从点击中学到的',
};
