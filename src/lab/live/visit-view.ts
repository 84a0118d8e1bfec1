import type { Dataset } from '../../data/dataset';
import type { LiveSession } from '../../live/session';
import type { ShopView } from './api';
import type { ShopNames } from './names';
import { FOR_YOU, type Shelves } from './visit';

/** What a shopper has, did and is taken for, beside the shelves, in the ids and titles of the data. */
export function visitView(
  session: LiveSession,
  dataset: Dataset,
  names: ShopNames,
  user: number,
  { shelves, forYou, from }: Shelves,
): Pick<ShopView, 'shopper' | 'shelves' | 'basket' | 'total' | 'log' | 'stages' | 'profile'> {
  const basket = session.basketOf(user).map((item) => names.item(item));
  const isNew = user >= dataset.users;
  return {
    shopper: { id: isNew ? `+${user - dataset.users + 1}` : dataset.userIds.id(user), isNew },
    shelves,
    basket,
    total: basket.every(({ price }) => price !== null)
      ? basket.reduce((sum, { price }) => sum + price!, 0)
      : null,
    log: session.logOf(user).map(({ kind, item, checkout }) => ({ kind, item: names.item(item), checkout })),
    stages: names.stages(forYou, from, FOR_YOU),
    profile: names.profile(session.profile(user), session.histories.of(user).size),
  };
}
