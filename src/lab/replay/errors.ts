import { storeCategories } from '../../data/store/categories';
import { ResearcherError } from '../../errors';
import { unknownName } from '../schema-errors';

export function noShop(): ResearcherError {
  return new ResearcherError('replay.no-shop', {
    en: 'A data set was recorded once and cannot have sales. Choose the simulated store as the stream.',
    zh: '已记录的数据集无法开展促销。请选择模拟商店作为事件流。',
  });
}

export function endlessNeedsStore(): ResearcherError {
  return new ResearcherError(
    'replay.endless-needs-store',
    {
      en: 'Only the simulated store goes on for ever. Set data.source to "simulated", or stream.source to "data".',
      zh: '只有模拟商店可以无限继续。请将 data.source 设为 "simulated"，或将 stream.source 设为 "data"。',
    },
    { path: 'data.source' },
  );
}

export function unknownCategory(category: string): ResearcherError {
  const names = storeCategories.map(({ id }) => id);
  return new ResearcherError('replay.unknown-category', unknownName(category, names), {
    path: 'stream.sales',
  });
}

export function unknownItem(item: string): ResearcherError {
  return new ResearcherError(
    'replay.unknown-item',
    {
      en: `The simulated store has no item "${item}". Its items are named P and a number from 10000 on.`,
      zh: `模拟商店没有物品“${item}”。其物品以 P 加上从 10000 起的编号命名。`,
    },
    { path: 'stream.sales' },
  );
}

export function nothingSold(): ResearcherError {
  return new ResearcherError(
    'replay.nothing-sold',
    {
      en: 'Nothing was sold yet, so there is no best seller. Name a category or an item, or wait for the first purchases.',
      zh: '尚无任何销售，因此没有最畅销的商品。请指定类别或物品，或等待首批购买。',
    },
    { path: 'stream.sales' },
  );
}

export function invalidSpeed(speed: unknown): ResearcherError {
  return new ResearcherError(
    'replay.invalid-speed',
    {
      en: `A speed is a number above 0 (stream seconds a second), or null for as fast as can be, not ${String(speed)}.`,
      zh: `速度应为大于 0 的数（每秒对应的流内秒数），或以 null 表示尽可能快，而不是 ${String(speed)}。`,
    },
    { path: 'stream.speed' },
  );
}

export function invalidPlace(): ResearcherError {
  return new ResearcherError('replay.invalid-place', {
    en: 'A place in the stream is the number of an event (from 0) or a time.',
    zh: '事件流中的位置应为事件编号（从 0 起）或一个时间。',
  });
}
