import type { Dataset } from '../../data/dataset';
import type { LiveSession } from '../../live/session';
import type { BasketItem, ShopDetails, ShopView } from './api';
import type { ShopNames } from './names';
import { FOR_YOU, type FirstShelf } from './visit';

/** Who the shopper is and what they have in the basket, in the ids and titles of the data. */
export function visitView(
  session: LiveSession,
  dataset: Dataset,
  names: ShopNames,
  user: number,
): Pick<ShopView, 'shopper' | 'basket' | 'total'> {
  const log = session.logOf(user);
  const basket = session.basketOf(user).map((item): BasketItem => {
    const place = log.findLastIndex((event) => event.kind === 'cart' && event.item === item);
    return { ...names.item(item), place: place < 0 ? null : place };
  });
  const isNew = user >= dataset.users;
  return {
    shopper: { id: isNew ? `+${user - dataset.users + 1}` : dataset.userIds.id(user), isNew },
    basket,
    total: basket.every(({ price }) => price !== null)
      ? basket.reduce((sum, { price }) => sum + price!, 0)
      : null,
  };
}

/** What a shopper did and is taken for, and how the first shelf came about. */
export function visitDetails(
  session: LiveSession,
  names: ShopNames,
  user: number,
  { forYou, from }: FirstShelf,
  logged: number,
): Pick<ShopDetails, 'log' | 'earlier' | 'stages' | 'profile'> {
  const log = session.logOf(user);
  const earlier = Math.max(0, log.length - logged);
  return {
    log: log.slice(earlier).map(({ kind, item, checkout }, at) => ({
      place: earlier + at,
      kind,
      item: names.item(item),
      checkout,
    })),
    earlier,
    stages: names.stages(forYou, from, FOR_YOU),
    profile: names.profile(session.profile(user), session.histories.of(user).size),
  };
}
