import { z } from 'zod';
import type { LocalizedText } from '../language';
import { parameters } from './parameters';

/** Parameters that the models of sequences share. */
export const sequenceLength = z
  .number()
  .int()
  .min(1)
  .max(200)
  .default(20)
  .register(parameters, {
    label: { en: 'Sequence length', zh: '序列长度' },
    help: {
      en: 'How many of a user’s last items are read. In training, longer sequences are cut into pieces of this length.',
      zh: '读取用户最近交互的物品数；训练时更长的序列按此长度切分。',
    },
    scale: 'log',
    sweep: [5, 50],
  });

export const negatives = z
  .number()
  .int()
  .min(0)
  .max(16_384)
  .default(512)
  .register(parameters, {
    label: { en: 'Sampled items', zh: '负采样数' },
    help: {
      en: 'Items drawn for each batch, with which every target of it is compared; 0 compares with all items.',
      zh: '每个批次抽取的物品数，批次内的每个目标都与它们比较；0 表示与全部物品比较。',
    },
    sweep: [64, 2048],
  });

export const negativeWeight = z
  .number()
  .gt(0)
  .max(1000)
  .default(3)
  .register(parameters, {
    label: { en: 'Weight of sampled items', zh: '负样本权重' },
    help: {
      en: 'For binary cross-entropy: what the drawn items count for each target, together. 3 stands for the paper’s three per target.',
      zh: '仅用于二元交叉熵：每个目标的全部负样本合计的权重；3 相当于论文中每个目标三个负样本。',
    },
    scale: 'log',
    sweep: [1, 100],
  });

export const sampleExponent = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .register(parameters, {
    label: { en: 'Sampling exponent', zh: '采样指数' },
    help: {
      en: 'Items are drawn in proportion to their popularity to the power of this: 0 uniformly, 1 by popularity. The softmax corrects for it.',
      zh: '物品按流行度的该次幂成比例抽取：0 为均匀，1 为按流行度。Softmax 会对此进行修正。',
    },
    formula: 'p_i ∝ n_i^α',
    sweep: [0, 1],
  });

/** What is done to the histories in training (see src/nn/augmentation.ts). */
const augmentation = (label: LocalizedText, help: LocalizedText) =>
  z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .register(parameters, { label, help, sweep: [0, 0.3] });

export const augmentations = {
  subsequences: augmentation(
    { en: 'Sub-sequences', zh: '子序列' },
    {
      en: 'Augmentation: the chance at each item, anew each epoch, that a history begins there and what was before is forgotten.',
      zh: '数据增强：每轮重新抽取，历史在某个物品处重新开始（之前的内容被遗忘）的概率。',
    },
  ),
  itemDropout: augmentation(
    { en: 'Item dropout', zh: '物品丢弃' },
    {
      en: 'Augmentation: the chance of each item of a history to be missing, drawn anew each epoch.',
      zh: '数据增强：每轮重新抽取，历史中每个物品缺失的概率。',
    },
  ),
  noise: augmentation(
    { en: 'Wrong items', zh: '错误物品' },
    {
      en: 'Augmentation: the chance of each item of a history to be replaced by any other, drawn anew each epoch.',
      zh: '数据增强：每轮重新抽取，历史中每个物品被任意其他物品替换的概率。',
    },
  ),
};

export const dropout = z
  .number()
  .min(0)
  .max(0.9)
  .default(0.2)
  .register(parameters, {
    label: { en: 'Dropout', zh: '随机失活' },
    help: {
      en: 'Share of numbers set to zero in training, at the input and behind each layer.',
      zh: '训练时在输入及各层之后置零的比例。',
    },
    sweep: [0, 0.5],
  });
