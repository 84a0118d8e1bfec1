import { RandomWalk, rp3betaSchema } from './random-walk';
import type { ModelEntry } from './recommender';

export const rp3beta: ModelEntry<typeof rp3betaSchema> = {
  name: 'rp3beta',
  label: { en: 'RP3β random walk', zh: 'RP3β 随机游走' },
  summary: {
    en: 'The walk of P3α with a penalty on popularity, so that the long tail is reached too.',
    zh: '在 P3α 游走的基础上惩罚热门物品，从而也能到达长尾物品。',
  },
  paper:
    'Paudel et al. 2017, Updatable, accurate, diverse, and scalable recommendations for interactive applications, ACM TiiS 7(1)',
  tasks: ['ranking'],
  trained: false,
  params: rp3betaSchema,
  create: (params) => new RandomWalk(params),
};
