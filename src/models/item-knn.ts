import { Knn } from './knn';
import { itemKnnSchema } from './knn-parameters';
import type { ModelEntry } from './recommender';

export const itemKnn: ModelEntry<typeof itemKnnSchema> = {
  name: 'item-knn',
  label: { en: 'Item k-NN', zh: '基于物品的协同过滤（Item k-NN）' },
  summary: {
    en: 'Items that the same people chose or rated alike: close to what you liked. A baseline that is hard to beat.',
    zh: '找出同一批用户选择或评分相近的物品，推荐与您所喜欢的相近者。这是很难超越的基线。',
  },
  paper: 'Sarwar et al. 2001, Item-based collaborative filtering recommendation algorithms, WWW',
  tasks: ['rating', 'ranking'],
  trained: false,
  params: itemKnnSchema,
  create: (params, task) => new Knn('item', params, task),
};
