import type { FieldPath, FieldWords } from '../en/fields';

export const fields: Readonly<Record<FieldPath, FieldWords>> = {
  name: { label: '运行名称', help: '显示在列表、图表和报告中。' },
  seed: {
    label: '随机种子',
    help: '固定所有随机选择：划分、初始权重、批次、采样候选、自助法。实验、数据与适配器相同，则指标逐位相同。',
  },
  'data.format': { label: '格式', help: '文件的排列方式。' },
  'data.feedback': {
    label: '反馈类型',
    help: '显式：按原样使用评分。隐式：每次交互记为 1，不使用评分。',
    options: { explicit: '显式（评分）', implicit: '隐式' },
  },
  'data.itemsPath': {
    label: '物品信息',
    help: '包含物品标题、类别、品牌和价格的文件，例如 u.item 或 movies.csv。',
  },
  'data.trustPath': {
    label: '用户信任关系',
    help: '每行包含用户、其信任（或关注）的用户以及信任程度的文件，供 social-knn 与 social-mf 使用。',
  },
  'data.duplicates': {
    label: '重复的配对',
    help: '同一用户与同一物品多次交互时以哪个为准。',
    options: { last: '保留最后一次', first: '保留第一次', mean: '评分取平均', sum: '评分求和' },
  },
  'data.filters.minUserInteractions': {
    label: '每用户至少',
    help: '交互数更少的用户会被去掉。与其他过滤条件反复应用，直到不再变化（核心子集）。',
  },
  'data.filters.minItemInteractions': {
    label: '每物品至少',
    help: '交互数更少的物品会被去掉。与其他过滤条件反复应用，直到不再变化（核心子集）。',
  },
  'data.filters.minRating': { label: '评分至少', help: '评分更低的交互会先被去掉，再做其他统计。' },
  'split.protocol': {
    label: '划分方式',
    help: '留出哪些交互。随机划分会让模型学到之后才发生的事；按时间划分不会，但会留下冷启动用户。',
    options: {
      random: '随机',
      'random-per-user': '按用户随机',
      temporal: '按时间（统一时刻）',
      'temporal-per-user': '按用户的时间',
      'leave-one-out': '留一法（最后一次）',
      'k-fold': 'k 折交叉',
      'sliding-window': '滑动时间窗口',
      'cold-items': '整个物品（冷启动）',
      predefined: '预定义文件',
    },
  },
  'split.testRatio': { label: '测试比例', help: '留出用于最终结果的交互比例。' },
  'split.itemRatio': {
    label: '冷启动物品',
    help: '整个留出的物品比例，模型学不到其任何交互。热物品与冷物品的结果分别报告。',
  },
  'split.validationRatio': {
    label: '验证比例',
    help: '留出用于训练曲线与提前停止的比例，绝不计入最终结果。',
  },
  'split.validation': { label: '再留一次', help: '每个用户的倒数第二次交互作为验证集。' },
  'split.folds': { label: '折数', help: '数据被切成若干份，每份轮流作测试集，结果取各折平均。' },
  'split.repeats': {
    label: '重复次数',
    help: '重新抽取各折的次数；指标为全部折的平均值。',
  },
  'split.windows': {
    label: '窗口数',
    help: '数据末尾依次相接的时间段。每段各测试一次，只用此前的数据学习。',
  },
  'split.trainRatio': {
    label: '学习范围',
    help: '每个窗口之前用于学习的交互占全部的比例。留空为此前的全部数据。',
  },
  'split.flavour': {
    label: '抽取方式',
    help: '逐行遵循哪个已发布程序：每个用户内随机打乱，或 recommenders-team 的分层抽取。',
    options: { shuffle: '随机打乱', recommenders: 'recommenders-team' },
  },
  'split.exclusive': {
    label: '剔除测试行',
    help: '部分公开的训练文件仍包含其测试文件中的行。打开后会把这些行从训练集中剔除。',
  },
  'split.testPath': { label: '测试文件', help: '测试集的交互，排列方式与数据文件相同。' },
  'split.validationPath': { label: '验证文件', help: '验证集的交互（如有）。' },
  'training.epochs': { label: '轮数', help: '遍历训练集的次数。' },
  'training.batchSize': {
    label: '批大小',
    help: '优化器每一步使用的行数（或交互数）。批越大，GPU 利用率越高，步数越少。',
  },
  'training.loss': {
    label: '损失函数',
    help: '训练要减小的量。平方误差适合评分；交叉熵适合隐式反馈以及 0 到 1 之间的输出。',
    formula: 'MSE = Σ (ŷ − y)² / n\nBCE = −Σ (y·log ŷ + (1 − y)·log(1 − ŷ)) / n',
    options: { mse: '均方误差', bce: '二元交叉熵' },
  },
  'training.optimizer.name': {
    label: '优化器',
    help: 'SGD 沿梯度方向前进一步。Adagrad 与 RMSprop 把每一步除以此前（全部或近期）梯度平方的根；Adam 使用梯度的滑动矩（Kingma & Ba 2015）。AdamW 把模型的权重衰减直接作用于权重，而不经过梯度（Loshchilov & Hutter 2019）。',
    formula:
      'SGD: θ ← θ − η·v, v ← μ·v + g\nAdagrad: θ ← θ − η·g/(√s + ε), s ← s + g²\nRMSprop: θ ← θ − η·g/(√s + ε), s ← ρ·s + (1 − ρ)·g²\nAdam: θ ← θ − η·m̂/(√v̂ + ε)',
    options: { sgd: 'SGD', adagrad: 'Adagrad', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' },
  },
  'training.optimizer.learningRate': {
    label: '学习率',
    help: '每一步的长度 η。过大则损失跳动或发散，过小则几乎不动。',
  },
  'training.optimizer.momentum': { label: '动量', help: '上一步被保留的比例 μ。', formula: 'v ← μ·v + g' },
  'training.optimizer.nesterov': {
    label: 'Nesterov 加速',
    help: '从动量所到之处再迈出梯度的一步（Sutskever 等 2013）。',
    formula: 'θ ← θ − η·(g + μ·v)',
  },
  'training.optimizer.rho': {
    label: 'ρ',
    help: '均方值在每一步中保留的比例。',
    formula: 's ← ρ·s + (1 − ρ)·g²',
  },
  'training.optimizer.beta1': {
    label: 'β₁',
    help: '梯度滑动平均的衰减率。',
    formula: 'm ← β₁·m + (1 − β₁)·g',
  },
  'training.optimizer.beta2': {
    label: 'β₂',
    help: '梯度平方滑动平均的衰减率。',
    formula: 'v ← β₂·v + (1 − β₂)·g²',
  },
  'training.optimizer.epsilon': { label: 'ε', help: '避免除以零。' },
  'training.schedule': {
    label: '学习率计划',
    help: '学习率在整个运行中的变化。预热：在前二十分之一内升高。分段：过半后降为十分之一，过四分之三后降为百分之一。单周期：前 30 % 从 1/25 升高，然后按余弦下降（Smith & Topin 2019）。',
    options: {
      constant: '恒定',
      linear: '线性降至 0',
      cosine: '余弦降至 0',
      'warm-up': '预热后恒定',
      'warm-up-cosine': '预热后余弦',
      step: '分段下降',
      'one-cycle': '单周期',
    },
  },
  'training.clipNorm': {
    label: '梯度裁剪范数',
    help: '若一步中全部梯度的范数超过此值，则按同一比例缩小，方向不变（Pascanu 等 2013）。留空：不裁剪。',
    formula: 'g ← g · min(1, c/‖g‖)',
  },
  'training.norms': {
    label: '测量范数',
    help: '每轮测量梯度（各步均值，裁剪之前）与权重的范数。每步略增用时，不影响学习结果。',
    formula: '‖g‖ = √Σ g²',
  },
  'training.earlyStopping': {
    label: '提前停止',
    help: '验证集上的指标连续若干轮没有改善时结束训练，并保留最佳状态。需要验证集。',
  },
  'training.earlyStopping.patience': { label: '耐心轮数', help: '没有改善时再等待的轮数。' },
  'evaluation.task': {
    label: '任务',
    help: '评分预测：预测留出的评分。排序：让留出的物品排在全部物品列表的前面。',
    options: { rating: '评分预测', ranking: '排序' },
  },
  'evaluation.metrics': { label: '指标', help: '在留出部分上测量的量。' },
  'evaluation.cutoffs': { label: '截断位置', help: '计算指标时的列表长度 k，例如 10, 20。' },
  'evaluation.candidates': {
    label: '候选物品',
    help: '留出的物品在哪些物品中排序。全部物品是最可靠的默认设置。',
    options: { all: '全部物品', sampled: '采样物品', popularity: '按流行度采样', listed: '文件给定' },
  },
  'evaluation.candidates.listPath': {
    label: '候选文件',
    help: '每行一位用户：先是用户，随后是与留出物品一同排序的物品。也支持 NCF 以用户与物品的括号对开头的格式。',
  },
  'evaluation.candidates.sampled': { label: '每用户采样', help: '每个用户除留出物品外抽取的物品数。' },
  'evaluation.relevance': {
    label: '相关阈值',
    help: '计为相关的最低评分。留空：所有留出的交互都算相关；准确率则以训练集平均评分为阈值。',
  },
  'evaluation.excludeSeen': {
    label: '排除已见物品',
    help: '训练集中的物品不进入推荐列表，与商店的做法一致。',
  },
  'evaluation.baselines': {
    label: '基线模型',
    help: '在同一划分上拟合流行度模型与偏置模型，使结果有可比的参照。',
  },
  'evaluation.strongBaselines': {
    label: '强基线',
    help: '另以默认设置拟合基于物品的 k-NN，排序任务再加 EASE，并逐用户检验模型与每个基线的差异。会增加相应的运行时间。',
  },
};
