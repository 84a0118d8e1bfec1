import { z } from 'zod';
import { ACTIVATIONS } from '../compute/activation';
import type { LocalizedText } from '../language';
import { parameters } from './parameters';

export const activationLabels: Readonly<Record<string, LocalizedText>> = {
  identity: { en: 'identity', zh: '恒等' },
  relu: { en: 'ReLU', zh: 'ReLU' },
  'leaky-relu': { en: 'leaky ReLU', zh: '带泄漏 ReLU' },
  gelu: { en: 'GELU', zh: 'GELU' },
  sigmoid: { en: 'sigmoid', zh: 'Sigmoid' },
  tanh: { en: 'tanh', zh: '双曲正切' },
  softplus: { en: 'softplus', zh: 'Softplus' },
};

/** Parameters of `mlp`. */
export const mlpParams = z.strictObject({
  axis: z
    .enum(['user', 'item'])
    .default('item')
    .register(parameters, {
      label: { en: 'Rating vectors of', zh: '评分向量取自' },
      help: {
        en: 'Whose ratings the network reads at once: all ratings of a user, or all ratings of an item.',
        zh: '网络一次读入谁的评分：一个用户的全部评分，或一个物品的全部评分。',
      },
      options: { user: { en: 'users', zh: '用户' }, item: { en: 'items', zh: '物品' } },
    }),
  hidden: z
    .array(z.number().int().min(1).max(8192))
    .min(1)
    .max(8)
    // 128 units do better than 512 on MovieLens-100K with a fixed learning rate (.926 against .932 RMSE on u1).
    .default([128])
    .register(parameters, {
      label: { en: 'Hidden layers', zh: '隐藏层' },
      help: { en: 'Width of each hidden layer, from the input on.', zh: '从输入端起各隐藏层的宽度。' },
    }),
  activation: z
    .enum(ACTIVATIONS)
    .default('sigmoid')
    .register(parameters, {
      label: { en: 'Activation', zh: '激活函数' },
      help: { en: 'Activation of the hidden layers.', zh: '隐藏层的激活函数。' },
      options: activationLabels,
    }),
  outputActivation: z
    .enum(ACTIVATIONS)
    .default('identity')
    .register(parameters, {
      label: { en: 'Output activation', zh: '输出激活函数' },
      help: {
        en: 'With sigmoid or tanh, ratings are scaled to its range. Cross-entropy always ends in a sigmoid.',
        zh: '选择 Sigmoid 或双曲正切时，评分会缩放到其值域。交叉熵损失总以 Sigmoid 结束。',
      },
      options: activationLabels,
    }),
  baseline: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'On top of the bias model', zh: '以偏置模型为基础' },
      help: {
        en: 'Explicit feedback: the network predicts what the bias model leaves over, not the ratings themselves.',
        zh: '显式反馈：网络预测偏置模型的残差，而不是评分本身。',
      },
      formula: 'r̂ = μ + b_u + b_i + network',
    }),
  inputs: z
    .enum(['ratings', 'residuals'])
    // With residuals a missing rating looks like one that the bias model foresaw: .928 instead of .905 RMSE on u1.
    .default('ratings')
    .register(parameters, {
      label: { en: 'Inputs', zh: '输入' },
      help: {
        en: 'Explicit feedback: what the network reads. From ratings, 0 where there is none, it also sees who rated at all; from residuals of the bias model (or of the mean) it does not.',
        zh: '显式反馈：网络读入的内容。读入评分（缺失为 0）时还能看出谁评过分；读入偏置模型（或均值）的残差时则看不出。',
      },
      options: {
        ratings: { en: 'ratings', zh: '评分' },
        residuals: { en: 'residuals', zh: '残差' },
      },
    }),
  batchNorm: z
    .boolean()
    .default(false)
    .register(parameters, {
      label: { en: 'Batch normalisation', zh: '批归一化' },
      help: {
        en: 'Between each hidden layer and its activation: outputs are centred and scaled over the batch in training, by running statistics afterwards.',
        zh: '置于各隐藏层与其激活函数之间：训练时按批次统计量归一化，之后使用滑动统计量。',
      },
      formula: 'γ (x − μ) / √(σ² + ε) + β',
    }),
  dropout: z
    .number()
    .min(0)
    .max(0.95)
    .default(0)
    .register(parameters, {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'Share of each hidden layer that is switched off at random in training.',
        zh: '训练时各隐藏层随机关闭的比例。',
      },
      sweep: [0, 0.7],
    }),
  weightDecay: z
    .number()
    .min(0)
    .max(10)
    .default(0.001)
    .register(parameters, {
      label: { en: 'Weight decay', zh: '权重衰减' },
      help: {
        en: 'L2 penalty on the weights (not the biases), beside a loss that is a mean over ratings.',
        zh: '对权重（不含偏置）的 L2 惩罚；损失为评分上的均值。',
      },
      formula: 'loss + λ/2 · Σ w²',
      scale: 'log',
      sweep: [1e-6, 1e-1],
    }),
});

export type MlpParams = z.output<typeof mlpParams>;
