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
