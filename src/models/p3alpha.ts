import { p3alphaSchema, RandomWalk } from './random-walk';
import type { ModelEntry } from './recommender';

export const p3alpha: ModelEntry<typeof p3alphaSchema> = {
  name: 'p3alpha',
  label: { en: 'P3α random walk', zh: 'P3α 随机游走' },
  summary: {
    en: 'Items that a random walk of three steps over people and items reaches most often.',
    zh: '在“用户—物品”图上随机走三步，推荐最常到达的物品。',
  },
  paper: 'Cooper et al. 2014, Random walks in recommender systems: exact computation and simulations, WWW',
  tasks: ['ranking'],
  trained: false,
  params: p3alphaSchema,
  create: (params) => new RandomWalk({ ...params, beta: 0 }),
};
