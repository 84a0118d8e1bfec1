import { z } from 'zod';
import { parameters } from './parameters';

/** Parameters of `svdpp`. */
export const svdppParams = z.strictObject({
  factors: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(50)
    .register(parameters, {
      label: { en: 'Factors', zh: '因子数' },
      help: { en: 'Length of the vectors.', zh: '向量的长度。' },
      scale: 'log',
      sweep: [8, 200],
    }),
  steps: z
    .enum(['user-batches', 'ratings'])
    // By batches MovieLens-100K ends at .9076 RMSE (mean of u1–u5), rating by rating with published settings at .92.
    .default('user-batches')
    .register(parameters, {
      label: { en: 'Steps', zh: '更新步' },
      help: {
        en: 'By mini-batches of users, with the batch size and optimizer of the training block; or one rating after another by plain SGD, as published, where of the training block only the epochs apply. The latter wants a regularization of about 0.02.',
        zh: '按用户小批量更新，使用训练设置中的批大小与优化器；或如原论文逐条评分以普通 SGD 更新，此时训练设置中只有轮数起作用，正则化宜取 0.02 左右。',
      },
      options: {
        'user-batches': { en: 'mini-batches of users', zh: '用户小批量' },
        ratings: { en: 'one rating after another', zh: '逐条评分' },
      },
    }),
  regularization: z
    .number()
    .min(0)
    .default(0.0003)
    .register(parameters, {
      label: { en: 'Regularization', zh: '正则化' },
      help: {
        en: 'L2 penalty on all vectors. By mini-batches it stands beside a loss that is a mean over ratings; rating by rating it pulls vectors and biases to zero at each one, λ in p ← p + γ (e·q − λ p).',
        zh: '对全部向量的 L2 惩罚。按小批量更新时，损失为评分上的均值；逐条评分时，每条评分都使向量与偏置向零收缩，即 p ← p + γ (e·q − λ p) 中的 λ。',
      },
      formula: 'mean e² + λ/2 · Σ (‖p‖² + ‖q‖² + ‖y‖²)',
      scale: 'log',
      sweep: [0.00003, 0.003],
    }),
  learningRate: z
    .number()
    .gt(0)
    .default(0.007)
    .register(parameters, {
      label: { en: 'Learning rate, rating by rating', zh: '学习率（逐条评分）' },
      help: {
        en: 'Step size γ of plain SGD. It counts where the steps go rating by rating.',
        zh: '普通 SGD 的步长 γ，仅在逐条评分更新时起作用。',
      },
      scale: 'log',
      sweep: [0.002, 0.03],
    }),
  deviation: z
    .number()
    .min(0)
    .default(0.1)
    .register(parameters, {
      label: { en: 'Initial deviation, rating by rating', zh: '初始标准差（逐条评分）' },
      help: {
        en: 'The vectors start as normal numbers of this size. It counts where the steps go rating by rating.',
        zh: '向量以此标准差的正态随机数初始化，仅在逐条评分更新时起作用。',
      },
      scale: 'log',
      sweep: [0.01, 0.3],
    }),
});

export type SvdppParams = z.output<typeof svdppParams>;
