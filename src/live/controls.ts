import type { LocalizedText } from '../language';
import type { Assortment } from '../ranking/assortment';
import { noRules, type Rules } from '../ranking/rerank/rules';
import type { Stock } from './stock';

/** What a shopper turned. All act at once, on the next list. */
export interface SessionControls {
  /** Towards items unlike anything in the history (−1 to 1; 0 leaves the order alone). */
  readonly novelty: number;
  /** 0: order by score alone, towards 1: as different as can be. */
  readonly diversity: number;
  /** Towards what many have (1) or few have (−1). */
  readonly popularity: number;
  /** Towards the dear (1) or the cheap (−1) end of each category. */
  readonly price: number;
  /** How much weaker an item stands for being like a hidden one: 0 not at all. */
  readonly lessLikeHidden: number;
  /** Towards items of a category (up to 1) or away from them (down to −1), by its name. */
  readonly categories: Readonly<Record<string, number>>;
}

export const NO_CONTROLS: SessionControls = {
  novelty: 0,
  diversity: 0,
  popularity: 0,
  price: 0,
  lessLikeHidden: 1,
  categories: {},
};

/** What no list may break. */
export interface SessionRules {
  readonly excludedCategories: readonly string[];
  /** At most this many of one category on a shelf (null: no limit). */
  readonly perCategory: number | null;
  readonly inStock: boolean;
}

export const NO_SESSION_RULES: SessionRules = { excludedCategories: [], perCategory: null, inStock: false };

/** The engine's rules from the shopper's: hidden items never come back, whatever else is asked for. */
export function rulesOf(
  rules: SessionRules,
  hidden: ReadonlySet<number>,
  assortment: Assortment,
  stock: Stock | null,
): Rules {
  const excluded = (item: number): LocalizedText | null => {
    if (hidden.has(item)) return HIDDEN;
    if (assortment.isWithdrawn(item)) return WITHDRAWN;
    const category = assortment.categories(item).find((name) => rules.excludedCategories.includes(name));
    if (category !== undefined) return excludedCategory(assortment.label(category));
    return rules.inStock && stock?.left(item) === 0 ? SOLD_OUT : null;
  };
  return {
    ...noRules,
    excluded,
    perCategory: rules.perCategory,
    categories: (item) => assortment.categories(item),
  };
}

const HIDDEN: LocalizedText = { en: 'You hid it.', zh: '您已隐藏该物品。' };
const WITHDRAWN: LocalizedText = { en: 'It is sold no more.', zh: '已下架。' };
const SOLD_OUT: LocalizedText = { en: 'It is sold out.', zh: '已售罄。' };

function excludedCategory({ en, zh }: LocalizedText): LocalizedText {
  return { en: `“${en}” is excluded.`, zh: `“${zh}”已被排除。` };
}
