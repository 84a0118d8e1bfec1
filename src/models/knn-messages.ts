import type { Warning } from '../data/dataset';
import { ResearcherError } from '../errors';

/** What a fit is doing, by the way in which it is done. */
export const FINDING = {
  sparse: {
    user: { en: 'Finding similar users', zh: '寻找相似用户' },
    item: { en: 'Finding similar items', zh: '寻找相似物品' },
  },
  dense: {
    user: { en: 'Finding similar users by dense tiles', zh: '按稠密分块寻找相似用户' },
    item: { en: 'Finding similar items by dense tiles', zh: '按稠密分块寻找相似物品' },
  },
};

export const TOO_LARGE: Warning = {
  code: 'similarity.on-host',
  text: {
    en: 'The interactions do not fit into the device-memory budget, so neighbours are found on the host. The lists are the same; a larger budget would be faster.',
    zh: '交互数据超出设备内存预算，因此在主机上查找近邻。结果相同；提高预算会更快。',
  },
};

export function notIncremental(): ResearcherError {
  return new ResearcherError(
    'model.not-incremental',
    {
      en: 'Pearson on the bias model cannot follow single events: each rating moves every bias, and with them every similarity. Choose another similarity, or fit again.',
      zh: '基于偏置模型的皮尔逊相关系数无法逐事件更新：每个评分都会改变所有偏置，进而改变所有相似度。请选择其他相似度，或重新拟合。',
    },
    { path: 'model.params.similarity' },
  );
}
