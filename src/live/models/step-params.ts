import { z } from 'zod';
import { parameters } from '../../models/parameters';

/** What models that take a gradient step at each event have in common. */
export const rate = (fallback: number) => z.number().gt(0).max(1).default(fallback);
export const decay = (fallback = 0) => z.number().min(0).max(10).default(fallback);

export const learningRate = {
  label: { en: 'Learning rate', zh: '学习率' },
  help: { en: 'Step of gradient descent at each event.', zh: '每个事件上梯度下降的步长。' },
  scale: 'log',
  sweep: [0.001, 0.2],
} as const;

export const regularization = {
  label: { en: 'Regularisation', zh: '正则化' },
  help: { en: 'Pull towards zero at each step.', zh: '每一步向零收缩的强度。' },
  sweep: [0, 0.2],
} as const;

export const factors = (fallback: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(fallback)
    .register(parameters, {
      label: { en: 'Factors', zh: '隐因子数' },
      help: { en: 'Length of the vectors of users and items.', zh: '用户与物品向量的长度。' },
      scale: 'log',
      sweep: [2, 128],
    });
