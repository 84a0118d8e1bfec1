import { z } from 'zod';
import { parameters } from './parameters';

/** Parameters of `mf`. */
export const mfParams = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(100)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Length of the user and item vectors.', zh: '用户向量与物品向量的长度。' },
      scale: 'log',
      sweep: [8, 200],
    }),
  regularization: z
    .number()
    .min(0)
    .default(0.1)
    .register(parameters, {
      label: { en: 'Regularization', zh: '正则化' },
      help: {
        en: 'Pulls biases and vectors to zero at each rating. 0.1 with enough epochs does best on MovieLens; the often quoted 0.02 overfits.',
        zh: '每条评分都使偏置与向量向零收缩。在 MovieLens 上，0.1 配合足够的轮数效果最好；常见的 0.02 会过拟合。',
      },
      formula: 'p ← p + γ (e·q − λ p)',
      scale: 'log',
      sweep: [0.01, 0.3],
    }),
  learningRate: z
    .number()
    .gt(0)
    .default(0.01)
    .register(parameters, {
      label: { en: 'Learning rate', zh: '学习率' },
      help: {
        en: 'Step size γ of plain SGD, one rating after another; the optimiser of the training block does not apply.',
        zh: '逐条评分的普通 SGD 步长 γ；训练设置中的优化器不适用于此模型。',
      },
      scale: 'log',
      sweep: [0.002, 0.03],
    }),
  deviation: z
    .number()
    .min(0)
    // From 0.1 the vectors begin by forgetting noise: .9152 mean RMSE on u1–u5 of MovieLens-100K, from 0.01 .907.
    .default(0.01)
    .register(parameters, {
      label: { en: 'Initial deviation', zh: '初始标准差' },
      help: {
        en: 'The vectors start as normal numbers of this size.',
        zh: '向量以此标准差的正态随机数初始化。',
      },
      scale: 'log',
      sweep: [0.01, 0.3],
    }),
});

export type MfParams = z.output<typeof mfParams>;
