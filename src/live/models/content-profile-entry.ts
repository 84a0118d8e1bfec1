import { z } from 'zod';
import { ResearcherError } from '../../errors';
import { StreamContentProfile } from './content-profile';
import { streamEntry } from './entry';

export const contentProfile = streamEntry({
  name: 'content-profile',
  label: { en: 'Content profile', zh: '内容画像' },
  summary: {
    en: 'Items that are like the history by category, brand and words of the title; new ones before anybody had them.',
    zh: '按类别、品牌与标题词推荐与历史相似的物品；新物品在任何交互之前即可推荐。',
  },
  paper:
    'Lops, de Gemmis & Semeraro 2011, Content-based recommender systems (Recommender Systems Handbook), §3.3.1',
  params: z.strictObject({}),
  create: (_, { histories, shelves }) => {
    if (!shelves) throw withoutFeatures();
    return new StreamContentProfile(histories, shelves);
  },
});

function withoutFeatures(): ResearcherError {
  return new ResearcherError('live.no-features', {
    en: 'A content profile needs titles, categories or brands of the items, and this data set has none. Give a file of the items (data.itemsPath), or choose another model.',
    zh: '内容画像需要物品的标题、类别或品牌，而该数据集没有。请提供物品文件（data.itemsPath），或换用其他模型。',
  });
}
