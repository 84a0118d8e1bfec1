import type { LocalizedText } from '../../language';
import type { AssociationRule } from '../basket/association';
import type { Reorder } from '../basket/reorder';
import type { AssistantShop, Dialogue } from './shop';

const DAY = 86_400;

/** An item's title, or its number in the shop where it has none. */
export function titleOf(shop: AssistantShop, item: number): LocalizedText {
  return shop.assortment.title(item) ?? { en: `item ${item}`, zh: `物品 ${item}` };
}

export function quoted({ en, zh }: LocalizedText): LocalizedText {
  return { en: `“${en}”`, zh: `“${zh}”` };
}

/** Sentences one after another. */
export function sentences(...texts: readonly (LocalizedText | null)[]): LocalizedText {
  const said = texts.filter((text) => text !== null);
  return { en: said.map(({ en }) => en).join(' '), zh: said.map(({ zh }) => zh).join('') };
}

/** The conditions that hold, as one sentence; null where there are none. */
export function conditions(shop: AssistantShop, dialogue: Dialogue): LocalizedText | null {
  const { minPrice, maxPrice, onlyBrand, notBrands, notItems } = dialogue;
  const parts: LocalizedText[] = [];
  const say = (en: string, zh: string) => parts.push({ en, zh });
  const label = (name: string) => shop.assortment.label(name);
  if (minPrice !== null) say(`from ${shop.money(minPrice)}`, `${shop.money(minPrice)} 起`);
  if (maxPrice !== null) say(`up to ${shop.money(maxPrice)}`, `不超过 ${shop.money(maxPrice)}`);
  if (onlyBrand !== null) say(`only ${label(onlyBrand).en}`, `只看${label(onlyBrand).zh}`);
  for (const name of notBrands) say(`not ${label(name).en}`, `不要${label(name).zh}`);
  if (notItems.length > 0) {
    const count = notItems.length;
    say(`without ${count} ${count === 1 ? 'item' : 'items'} you turned down`, `去掉已排除的 ${count} 件`);
  }
  if (parts.length === 0) return null;
  return {
    en: `Conditions: ${parts.map(({ en }) => en).join(', ')}.`,
    zh: `条件：${parts.map(({ zh }) => zh).join('，')}。`,
  };
}

/** What speaks for a rule, in figures. */
export function ruleWords(shop: AssistantShop, rule: AssociationRule): LocalizedText {
  const { en, zh } = quoted(titleOf(shop, rule.antecedent));
  const confidence = `${Math.round(100 * rule.confidence)}%`;
  const lift = rule.lift.toFixed(1);
  return {
    en: `In ${rule.support} ${rule.support === 1 ? 'basket' : 'baskets'} with ${en}: confidence ${confidence}, lift ${lift}.`,
    zh: `与${zh}同在 ${rule.support} 个购物篮中：置信度 ${confidence}，提升度 ${lift}。`,
  };
}

export function reorderWords({ times, interval, own, since }: Reorder): LocalizedText {
  const every = Math.max(1, Math.round(interval / DAY));
  const last = Math.round(since / DAY);
  return own
    ? {
        en: `Bought ${times} times, about every ${every} days; the last time ${last} days ago.`,
        zh: `买过 ${times} 次，约每 ${every} 天一次；上次是 ${last} 天前。`,
      }
    : {
        en: `Bought once, ${last} days ago; others come back after about ${every} days.`,
        zh: `买过一次，在 ${last} 天前；其他顾客约 ${every} 天后再次购买。`,
      };
}

/** How an item compares with the one it may stand in for. */
export function substituteWords(shop: AssistantShop, item: number, instead: number): LocalizedText {
  const { assortment } = shop;
  const category = assortment.category(item);
  const same = category !== null && category === assortment.category(instead);
  const brand = assortment.brand(item);
  const difference = assortment.price(item) - assortment.price(instead);
  const parts: LocalizedText[] = [];
  if (same) {
    const { en, zh } = assortment.label(category);
    parts.push({ en: `also ${en}`, zh: `同属${zh}` });
  }
  if (brand !== null) {
    const { en, zh } = assortment.label(brand);
    parts.push(
      brand === assortment.brand(instead)
        ? { en: `the same brand, ${en}`, zh: `同一品牌${zh}` }
        : { en: `by ${en}`, zh: `品牌${zh}` },
    );
  }
  if (difference < 0)
    parts.push({ en: `${shop.money(-difference)} less`, zh: `便宜 ${shop.money(-difference)}` });
  if (difference > 0)
    parts.push({ en: `${shop.money(difference)} more`, zh: `贵 ${shop.money(difference)}` });
  if (parts.length === 0) return { en: 'Shoppers of one also take the other.', zh: '顾客常在两者中选择。' };
  const en = parts.map((part) => part.en).join(', ');
  return { en: `${en[0]!.toUpperCase()}${en.slice(1)}.`, zh: `${parts.map(({ zh }) => zh).join('，')}。` };
}
