import type { LocalizedText } from '../language';
import type { Assortment } from '../ranking/assortment';
import { noRules, type Boost, type Rules } from '../ranking/rerank/rules';
import type { Stock } from './stock';

/** An item, or all of a category or brand by its name, that the shop raises, lowers or never shows. */
export type Promotion = PromotionTarget & {
  /** Of the way to the head of the list (1) or to its end (−1). */
  readonly strength: number;
  readonly isExcluded: boolean;
};

export type PromotionTarget =
  | { readonly of: 'category' | 'brand'; readonly name: string }
  | { readonly of: 'item'; readonly item: number };

/** What no list may break, and what the shop wants to see first. */
export interface SessionRules {
  readonly excludedCategories: readonly string[];
  /** At most this many of one category on a shelf (null: no limit). */
  readonly perCategory: number | null;
  readonly inStock: boolean;
  readonly promotions: readonly Promotion[];
  readonly margin: MarginRule;
}

/** What is earned of the price, as a share of it. */
export interface MarginRule {
  /** An item rises by its margin times this, as a share of the way to the head of the list. */
  readonly weight: number;
  /** Items that earn less, or of which it is not known what they earn, are not shown (null: all are). */
  readonly least: number | null;
}

export const NO_SESSION_RULES: SessionRules = {
  excludedCategories: [],
  perCategory: null,
  inStock: false,
  promotions: [],
  margin: { weight: 0, least: null },
};

/** The engine's rules from the shop's: hidden items never come back, whatever else is asked for. */
export function rulesOf(
  rules: SessionRules,
  hidden: ReadonlySet<number>,
  assortment: Assortment,
  stock: Stock | null,
): Rules {
  const { promotions, margin } = rules;
  const excludedBy = promotions.filter(({ isExcluded }) => isExcluded);
  const raisedBy = promotions.filter(({ isExcluded, strength }) => !isExcluded && strength !== 0);
  const excluded = (item: number): LocalizedText | null => {
    if (hidden.has(item)) return HIDDEN;
    if (assortment.isWithdrawn(item)) return WITHDRAWN;
    const category = assortment.categories(item).find((name) => rules.excludedCategories.includes(name));
    if (category !== undefined) return isExcluded(assortment.label(category));
    const promotion = excludedBy.find((each) => concerns(each, item, assortment));
    if (promotion)
      return promotion.of === 'item' ? ITSELF_EXCLUDED : isExcluded(assortment.label(promotion.name));
    if (margin.least !== null && !(assortment.margin(item) >= margin.least))
      return tooLittle(assortment.margin(item), margin.least);
    return rules.inStock && stock?.left(item) === 0 ? SOLD_OUT : null;
  };
  const boosts = (item: number): Boost[] => {
    const all: Boost[] = raisedBy
      .filter((each) => concerns(each, item, assortment))
      .map((each) => ({ share: each.strength, reason: promoted(each, assortment) }));
    const earned = assortment.margin(item);
    if (margin.weight !== 0 && !Number.isNaN(earned))
      all.push({ share: margin.weight * earned, reason: earns(earned) });
    return all;
  };
  return {
    ...noRules,
    excluded,
    boosts: raisedBy.length > 0 || margin.weight !== 0 ? boosts : noRules.boosts,
    perCategory: rules.perCategory,
    categories: (item) => assortment.categories(item),
  };
}

function concerns(target: PromotionTarget, item: number, assortment: Assortment): boolean {
  switch (target.of) {
    case 'item':
      return target.item === item;
    case 'brand':
      return assortment.brand(item) === target.name;
    case 'category':
      return assortment.categories(item).includes(target.name);
  }
}

const HIDDEN: LocalizedText = { en: 'You hid it.', zh: '您已隐藏该物品。' };
const WITHDRAWN: LocalizedText = { en: 'It is sold no more.', zh: '已下架。' };
const SOLD_OUT: LocalizedText = { en: 'It is sold out.', zh: '已售罄。' };
const ITSELF_EXCLUDED: LocalizedText = { en: 'It is excluded by name.', zh: '该物品已被排除。' };

function isExcluded({ en, zh }: LocalizedText): LocalizedText {
  return { en: `“${en}” is excluded.`, zh: `“${zh}”已被排除。` };
}

function promoted(promotion: PromotionTarget, assortment: Assortment): LocalizedText {
  if (promotion.of === 'item') return { en: 'itself', zh: '物品本身' };
  const { en, zh } = assortment.label(promotion.name);
  return promotion.of === 'brand'
    ? { en: `brand “${en}”`, zh: `品牌“${zh}”` }
    : { en: `category “${en}”`, zh: `品类“${zh}”` };
}

function earns(margin: number): LocalizedText {
  return { en: `margin of ${percent(margin)}`, zh: `毛利率 ${percent(margin)}` };
}

function tooLittle(margin: number, least: number): LocalizedText {
  if (Number.isNaN(margin)) return { en: 'Its margin is not known.', zh: '毛利率未知。' };
  return {
    en: `Its margin of ${percent(margin)} is below ${percent(least)}.`,
    zh: `毛利率 ${percent(margin)} 低于 ${percent(least)}。`,
  };
}

/** With a tenth of a point, so that what is just below a bound does not read as equal to it. */
function percent(share: number): string {
  return `${Math.round(1000 * share) / 10}%`;
}
