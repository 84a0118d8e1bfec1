import { z } from 'zod';
import { parameters } from './parameters';

/** Parameters that the models of pairs share. */
export const factors = z
  .number()
  .int()
  .min(1)
  .max(512)
  .default(16)
  .register(parameters, {
    label: { en: 'Factors', zh: '因子数' },
    help: {
      en: 'Length of the user and item vectors that are multiplied element by element.',
      zh: '逐元素相乘的用户向量与物品向量的长度。',
    },
    scale: 'log',
    sweep: [8, 64],
  });

export const embedding = z
  .number()
  .int()
  .min(1)
  .max(512)
  .default(32)
  .register(parameters, {
    label: { en: 'Embedding width', zh: '嵌入维度' },
    help: {
      en: 'Length of the user and of the item vector that enter the dense layers side by side.',
      zh: '并排输入全连接层的用户向量与物品向量各自的长度。',
    },
    scale: 'log',
    sweep: [8, 64],
  });

export const layers = z
  .array(z.number().int().min(1).max(4096))
  .min(1)
  .max(8)
  .default([64, 32, 16])
  .register(parameters, {
    label: { en: 'Dense layers', zh: '全连接层' },
    help: { en: 'Widths from the embeddings on.', zh: '从嵌入起各层的宽度。' },
  });

export const batchNorm = z
  .boolean()
  .default(false)
  .register(parameters, {
    label: { en: 'Batch normalisation', zh: '批归一化' },
    help: {
      en: 'Between each dense layer and its activation: outputs are centred and scaled over the batch in training, by running statistics afterwards.',
      zh: '置于各全连接层与其激活函数之间：训练时按批次统计量归一化，之后使用滑动统计量。',
    },
    formula: 'γ (x − μ) / √(σ² + ε) + β',
  });

export const negatives = z
  .number()
  .int()
  .min(1)
  .max(64)
  .default(4)
  .register(parameters, {
    label: { en: 'Sampled items', zh: '负采样数' },
    help: {
      en: 'Items the user has not seen, drawn anew at each step for each known pair.',
      zh: '每一步为每个已知交互重新抽取的、用户未见过的物品数。',
    },
    sweep: [1, 10],
  });

export const sampling = z
  .enum(['uniform', 'popularity'])
  .default('uniform')
  .register(parameters, {
    label: { en: 'Sampling', zh: '采样方式' },
    help: {
      en: 'Whether each unseen item is as likely as the others, or popular ones more.',
      zh: '未见物品等概率抽取，或按流行度抽取。',
    },
    options: { uniform: { en: 'uniform', zh: '均匀' }, popularity: { en: 'by popularity', zh: '按流行度' } },
  });

export const weightDecay = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .register(parameters, {
    label: { en: 'Weight decay', zh: '权重衰减' },
    help: {
      en: 'L2 penalty on weights, and on the vectors that a batch touches.',
      zh: '对权重以及批次所涉及向量的 L2 惩罚。',
    },
    formula: 'loss + λ/2 · Σ w²',
    scale: 'log',
    sweep: [1e-7, 1e-3],
  });
