import type { LocalizedText } from '../../language';
import type { Promotion, SessionRules } from '../../live/rules';
import type { Assortment } from '../../ranking/assortment';
import type { NamedEntity } from '../api';
import type { PromotionTarget, ShopRules } from './api';

/** The shop's rules by codes. A promotion of an item that is sold no more concerns nothing. */
export function sessionRules(
  { promotions, ...rules }: ShopRules,
  items: { codeOf(id: string): number | undefined },
): SessionRules {
  return {
    ...rules,
    promotions: promotions.flatMap(({ of, key, strength, isExcluded }): Promotion[] => {
      if (of !== 'item') return [{ of, name: key, strength, isExcluded }];
      const item = items.codeOf(key);
      return item === undefined ? [] : [{ of, item, strength, isExcluded }];
    }),
  };
}

/** Of so many hits at most half are categories and brands, so that items are seen among them. */
const NAMES_SHARE = 0.5;

/** Categories, brands and items whose name contains every word, each kind the largest first. */
export function promotable(
  words: string,
  count: number,
  assortment: Assortment,
  items: { find(words: string, count: number): readonly NamedEntity[] },
): PromotionTarget[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = ({ en, zh }: LocalizedText) =>
    wanted.every((word) => `${en}\n${zh}`.toLowerCase().includes(word));
  const named = (
    of: 'category' | 'brand',
    all: readonly { readonly name: string; readonly items: number }[],
  ) =>
    all
      .map(({ name, items: size }): PromotionTarget => ({
        of,
        key: name,
        label: assortment.label(name),
        size,
      }))
      .filter(({ label }) => isWanted(label));
  const names = [
    ...named('category', assortment.allCategories()),
    ...named('brand', assortment.brandSizes()),
  ].slice(0, Math.ceil(NAMES_SHARE * count));
  const left = items.find(words, count - names.length);
  return [
    ...names,
    ...left.map(({ id, title, interactions }): PromotionTarget => ({
      of: 'item',
      key: id,
      label: title ?? { en: id, zh: id },
      size: interactions,
    })),
  ];
}
