import { ResearcherError } from '../../errors';

export function shopClosed(): ResearcherError {
  return new ResearcherError('shop.closed', {
    en: 'This shop is closed. Open it again to go on.',
    zh: '该商店已关闭。请重新打开后继续。',
  });
}

export function nobodyHere(): ResearcherError {
  return new ResearcherError('shop.nobody', {
    en: 'Nobody is in the shop. Let a shopper come in first.',
    zh: '店内没有顾客。请先让一位顾客进店。',
  });
}

/** Nobody bought an item after another: there is nothing to judge lists by. */
export function nothingHeldOut(): ResearcherError {
  return new ResearcherError('shop.nothing-held-out', {
    en: 'No shopper has bought two different items, so no purchase can be held out. Take data with more purchases of each shopper.',
    zh: '没有顾客购买过两件不同的物品，无法留出购买记录。请使用每位顾客购买更多的数据。',
  });
}

export function noTruth(): ResearcherError {
  return new ResearcherError('shop.no-truth', {
    en: 'What this shopper truly wants is not known. Choose a customer of the simulated store.',
    zh: '无法得知该顾客的真实偏好。请选择模拟商店的一位顾客。',
  });
}

export function notCompared(): ResearcherError {
  return new ResearcherError('shop.not-compared', {
    en: 'No models are being compared. Choose two models first.',
    zh: '当前没有进行模型对比。请先选择两个模型。',
  });
}

export function unknownModel(name: string, known: readonly string[]): ResearcherError {
  return new ResearcherError('shop.unknown-model', {
    en: `There is no model “${name}” that recommends from a stream. There are ${known.join(', ')}.`,
    zh: `没有名为“${name}”的流式推荐模型。可用的模型有：${known.join('、')}。`,
  });
}

export function productTitle(): ResearcherError {
  return new ResearcherError('shop.product-title', {
    en: 'A product needs a title: it is found and shown by it.',
    zh: '新品需要标题：搜索和展示都依据标题。',
  });
}

export function productPrice(): ResearcherError {
  return new ResearcherError('shop.product-price', {
    en: 'A price is a number of at least 0. Leave it empty where it is not known.',
    zh: '价格须为不小于 0 的数。若未知，请留空。',
  });
}

export function notIntroduced(): ResearcherError {
  return new ResearcherError('shop.not-introduced', {
    en: 'Only a product that was introduced in this shop and is still sold can be withdrawn.',
    zh: '只能下架在本店上架且仍在售的新品。',
  });
}

export function windowTooSmall(least: number): ResearcherError {
  return new ResearcherError('shop.window', {
    en: `A shop must keep at least ${least} events, a whole number. Give more, or leave it empty to keep all.`,
    zh: `商店至少要保留 ${least} 个事件，且须为整数。请填写更大的数，或留空以保留全部事件。`,
  });
}

export function rankingUntimed(): ResearcherError {
  return new ResearcherError('ranking.untimed', {
    en: 'A ranking network learns from how the history went on, and these data have no times. Map the column with the times, or rank by the weighted sum.',
    zh: '排序网络从历史的先后中学习，而该数据没有时间。请指定时间列，或使用加权和排序。',
  });
}

export function rankingUntrained(): ResearcherError {
  return new ResearcherError('ranking.untrained', {
    en: 'This shop has no ranking network yet. Train one first.',
    zh: '该商店还没有排序网络。请先训练。',
  });
}

export function rankingBusy(): ResearcherError {
  return new ResearcherError('ranking.busy', {
    en: 'A ranking network is being trained in this shop. Wait for its end, or stop it first.',
    zh: '该商店正在训练排序网络。请等待结束，或先停止。',
  });
}
