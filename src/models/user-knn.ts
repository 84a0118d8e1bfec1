import { Knn } from './knn';
import { userKnnSchema } from './knn-parameters';
import type { ModelEntry } from './recommender';

export const userKnn: ModelEntry<typeof userKnnSchema> = {
  name: 'user-knn',
  label: { en: 'User k-NN', zh: '基于用户的协同过滤（User k-NN）' },
  summary: {
    en: 'People who agreed with you before: their ratings, weighted by how alike you are.',
    zh: '以过去与您口味一致的用户为依据，按相似度对他们的评分加权。',
  },
  paper: 'Resnick et al. 1994, GroupLens: an open architecture for collaborative filtering of netnews, CSCW',
  tasks: ['rating', 'ranking'],
  trained: false,
  params: userKnnSchema,
  create: (params, task) => new Knn('user', { ...params, recency: 1 }, task),
};
