import type { RecallSource } from '../ranking/engine';
import { Top } from '../ranking/top';
import type { Promotion } from './rules';
import type { LiveSession } from './session';

/**
 * What the shop raises, of a category or brand what many have first: nothing can be raised that is not found. It weighs
 * nothing where candidates are ranked, so that rules alone decide how far it rises.
 */
export function promotedSource(session: LiveSession, promotions: readonly Promotion[]): RecallSource {
  return {
    name: 'promoted',
    label: { en: 'what the shop raises', zh: '店铺提升的物品' },
    weight: 0,
    recall: (user, count) => {
      const { assortment, popularity, histories } = session;
      const seen = histories.of(user);
      const top = new Top(count);
      const offered = new Set<number>();
      for (const promotion of raising(promotions))
        for (const item of itemsOf(promotion, session)) {
          const score = popularity.score(user, item);
          if (offered.has(item) || seen.has(item) || !top.takes(item, score)) continue;
          if (assortment.isWithdrawn(item)) continue;
          offered.add(item);
          top.offer(item, score);
        }
      return top.list();
    },
  };
}

/** Those that raise, not those that lower or exclude. */
export function raising(promotions: readonly Promotion[]): readonly Promotion[] {
  return promotions.filter(({ strength, isExcluded }) => strength > 0 && !isExcluded);
}

function itemsOf(promotion: Promotion, { assortment }: LiveSession): readonly number[] {
  switch (promotion.of) {
    case 'item':
      return [promotion.item];
    case 'category':
      return assortment.within(promotion.name);
    case 'brand':
      return assortment.ofBrand(promotion.name);
  }
}
