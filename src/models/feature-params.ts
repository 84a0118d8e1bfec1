import { z } from 'zod';
import { parameters } from './parameters';

/** Parameters that models of item features share. */
export const priceBuckets = z
  .number()
  .int()
  .min(0)
  .max(100)
  .default(10)
  .register(parameters, {
    label: { en: 'Price buckets', zh: '价格分桶数' },
    help: {
      en: 'Prices fall into so many parts of equal size; 0 leaves prices out.',
      zh: '将价格按分位数分为若干等量区间；取 0 则不使用价格。',
    },
    sweep: [2, 20],
  });

export const titleWords = z
  .boolean()
  .default(true)
  .register(parameters, {
    label: { en: 'Title words', zh: '标题词语' },
    help: {
      en: 'Whether the words of titles count, beside category, brand and price.',
      zh: '除类别、品牌与价格外，是否使用标题中的词语。',
    },
  });

export const featureEmbedding = z
  .number()
  .int()
  .min(1)
  .max(256)
  .default(16)
  .register(parameters, {
    label: { en: 'Feature width', zh: '特征向量维度' },
    help: {
      en: 'Length of the vector that each feature has; those of a user’s or an item’s features are summed.',
      zh: '每个特征的向量长度；用户或物品的各特征向量相加。',
    },
    scale: 'log',
    sweep: [4, 64],
  });

export const wordBuckets = z
  .number()
  .int()
  .min(0)
  .max(65_536)
  .default(256)
  .register(parameters, {
    label: { en: 'Word buckets', zh: '词语哈希桶数' },
    help: {
      en: 'Title words are hashed into so many columns; 0 leaves titles out.',
      zh: '将标题词语哈希到指定数量的列；取 0 则不使用标题。',
    },
    sweep: [64, 1024],
  });
