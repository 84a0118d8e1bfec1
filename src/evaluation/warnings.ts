import type { Warning } from '../data/dataset';
import type { Sampled } from './options';

export function fallbackWarning(count: number, of: number): Warning {
  return {
    code: 'evaluation.fallback',
    text: {
      en: `For ${count} of ${of} held-out ratings the model had no prediction (unknown user or item, or no neighbours); the mean training rating stands in.`,
      zh: `${of} 条留出评分中有 ${count} 条模型无法预测（用户或物品未知，或没有近邻），以训练评分均值代替。`,
    },
  };
}

export function sampledWarning({ sampled: count, by }: Sampled): Warning {
  const how =
    by === 'popularity'
      ? { en: 'others drawn by popularity', zh: '个按流行度抽取的物品' }
      : { en: 'random others', zh: '个随机物品' };
  return {
    code: 'evaluation.sampled-candidates',
    text: {
      en: `Sampled candidates: each list ranks the held-out items among ${count} ${how.en}. Such figures are not comparable with full ranking, and can change which model wins (Krichene & Rendle 2020).`,
      zh: `采样候选：每个列表只在留出物品与 ${count} ${how.zh}之间排序。这类指标不能与全量排序比较，甚至可能改变模型优劣（Krichene & Rendle 2020）。`,
    },
  };
}

export function listedWarning(): Warning {
  return {
    code: 'evaluation.listed-candidates',
    text: {
      en: 'Listed candidates: each list ranks only the candidates given in the file. Such figures are not comparable with full ranking (Krichene & Rendle 2020).',
      zh: '给定候选：每个列表只对文件给出的候选物品排序。这类指标不能与全量排序比较（Krichene & Rendle 2020）。',
    },
  };
}

export function ratingModelRanks(): Warning {
  return {
    code: 'evaluation.ranking-by-rating',
    text: {
      en: 'This model ranks items by predicted rating. That usually falls far behind popularity: the best-rated items are rarely the ones that are chosen.',
      zh: '该模型按预测评分对物品排序，效果通常远不如流行度：评分最高的物品往往不是用户会选择的物品。',
    },
  };
}

export function tiesWarning(users: number, of: number, cutoff: number): Warning {
  return {
    code: 'evaluation.ties-at-cutoff',
    text: {
      en: `For ${users} of ${of} users equal scores lie on both sides of the cutoff ${cutoff}; the lower item code (earlier in the data) decides which item is on the list.`,
      zh: `${of} 个用户中有 ${users} 个在截断位置 ${cutoff} 两侧得分相同，由物品编码的先后（即数据中出现的先后）决定谁进入列表。`,
    },
  };
}

export function noProbabilities(): Warning {
  return {
    code: 'evaluation.no-probabilities',
    text: {
      en: 'This model gives no probabilities, so log loss, pooled AUC and calibration are left out. Models trained by binary cross-entropy (wide-deep, neumf, gmf, ncf-mlp, two-tower with that loss) have them.',
      zh: '该模型不输出概率，因此不计算对数损失、合并 AUC 与校准误差。以二元交叉熵训练的模型（wide-deep、neumf、gmf、ncf-mlp，以及采用该损失的 two-tower）可以计算。',
    },
  };
}
