import type { LocalizedText } from '../../language';
import { complements, completeUnderBudget } from '../basket/complements';
import type { AssociationRule } from '../basket/association';
import type { Scored } from '../scored';
import { tokens } from '../../data/tokens';
import { intentOf, type Intent } from './intent';
import { meets, narrowed } from './narrow';
import {
  NEW_DIALOGUE,
  type AnsweredItem,
  type AssistantAnswer,
  type AssistantShop,
  type Dialogue,
} from './shop';
import { conditions, quoted, reorderWords, ruleWords, sentences, substituteWords, titleOf } from './words';

/** Items of an answer. */
const SHOWN = 5;

/** Candidates looked through for them. */
const CANDIDATES = 200;

/** Items that a basket is completed by, at most. */
const MOST_ADDED = 4;

/**
 * Answers a sentence in Chinese or English on behalf of a shopper: by search and preference, from what baskets hold
 * together, or from what was bought before. Deterministic; every item comes with its reason.
 *
 * @param focus what “this” means; null: the first item of the last answer
 */
export function answer(
  shop: AssistantShop,
  before: Dialogue,
  sentence: string,
  focus: number | null = null,
): AssistantAnswer {
  const intent = intentOf(sentence);
  const pointed = focus ?? before.shown[0] ?? null;
  switch (intent.act) {
    case 'start-over':
      return { text: STARTED, items: [], dialogue: NEW_DIALOGUE };
    case 'reorder':
      return reordered(shop);
    case 'complements':
      return goingWith(shop, intent, pointed);
    case 'complete':
      return completed(shop, intent);
    case 'substitutes':
      return insteadOf(shop, before, intent, pointed);
    case 'search':
    case 'refine':
      return found(shop, before, intent, pointed);
  }
}

/** A search, or the last one narrowed. Without words to search for, what the shop recommends is narrowed. */
function found(shop: AssistantShop, before: Dialogue, intent: Intent, focus: number | null): AssistantAnswer {
  const { assortment } = shop;
  const dialogue = narrowed(before, intent, focus, assortment);
  const { query, order } = dialogue;
  const proposals = query === '' ? shop.recommended(CANDIDATES) : shop.search(query, CANDIDATES);
  const fitting = meets(dialogue, assortment);
  const some = proposals.filter(({ item }) => shop.available(item));
  const wanted = tokens(query);
  // Items that match all words come alone, where there are any.
  const whole = some.filter(({ item }) => wanted.every((word) => assortment.words(item).has(word)));
  const all = whole.length > 0 ? whole : some;
  const left = all.filter(({ item }) => fitting(item));
  if (order !== 'best') {
    const sign = order === 'cheap' ? 1 : -1;
    const known = left.filter(({ item }) => !Number.isNaN(assortment.price(item)));
    left.splice(0, left.length, ...known.slice(0, 4 * SHOWN));
    left.sort((a, b) => sign * (assortment.price(a.item) - assortment.price(b.item)) || a.item - b.item);
  }
  const items = left.slice(0, SHOWN).map(({ item }) => ({ item, reason: foundReason(shop, query, item) }));
  return {
    text: sentences(foundText(query, left.length, all.length), conditions(shop, dialogue)),
    items,
    // Where nothing is left, what was shown before stays what “this” means.
    dialogue: { ...dialogue, shown: items.length > 0 ? items.map(({ item }) => item) : before.shown },
  };
}

function foundText(query: string, left: number, all: number): LocalizedText {
  // Between Chinese words there is no blank.
  const said = query.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const what = (count: number): LocalizedText =>
    query === ''
      ? { en: count === 1 ? 'recommended item' : 'recommended items', zh: '推荐的物品' }
      : { en: `${count === 1 ? 'match' : 'matches'} for “${said}”`, zh: `与“${said}”匹配的物品` };
  const { en, zh } = what(all);
  if (all === 0) return { en: `There are no ${en}. Try other words.`, zh: `没有${zh}。请换个说法。` };
  if (left === 0)
    return {
      en: `${all === 1 ? 'The one' : `None of the ${all}`} ${en} ${all === 1 ? 'does not meet' : 'meets'} the conditions. Say “start over” to drop them.`,
      zh: `${all} 件${zh}都不满足条件。说“重新开始”可清空条件。`,
    };
  return left === all
    ? { en: `${left} ${en}.`, zh: `共 ${left} 件${zh}。` }
    : { en: `${left} of ${all} ${en}.`, zh: `${all} 件${zh}中有 ${left} 件。` };
}

function foundReason(shop: AssistantShop, query: string, item: number): LocalizedText {
  const words = shop.assortment.words(item);
  const matched = tokens(query).filter((word) => words.has(word));
  const match =
    matched.length > 0
      ? { en: `Matches ${matched.join(', ')}.`, zh: `匹配${matched.join('、')}。` }
      : query === ''
        ? null
        : { en: 'Matches in part.', zh: '部分匹配。' };
  return sentences(match, shop.because(item));
}

/** What goes with the basket; where that is empty, with what “this” is. */
function goingWith(shop: AssistantShop, intent: Intent, focus: number | null): AssistantAnswer {
  const basket = shop.basket.length > 0 ? shop.basket : focus === null ? [] : [focus];
  if (basket.length === 0) return { text: NO_BASKET, items: [], dialogue: NEW_DIALOGUE };
  const dialogue = narrowed(NEW_DIALOGUE, { ...intent, refinements: [] }, null, shop.assortment);
  const fitting = meets(dialogue, shop.assortment);
  const items = together(shop, basket)
    .filter(({ item }) => fitting(item))
    .slice(0, SHOWN);
  const about = quoted(titleOf(shop, basket[0]!));
  const text: LocalizedText =
    basket.length > 1
      ? {
          en: `What goes with the ${basket.length} items of your basket:`,
          zh: `与购物车中 ${basket.length} 件物品搭配：`,
        }
      : { en: `What goes with ${about.en}:`, zh: `与${about.zh}搭配：` };
  return {
    text: items.length > 0 ? text : NOTHING_TOGETHER,
    items: items.map(({ item }) => ({ item, reason: togetherReason(shop, basket, item) })),
    dialogue: { ...NEW_DIALOGUE, shown: items.map(({ item }) => item) },
  };
}

function together(shop: AssistantShop, basket: readonly number[]): Scored[] {
  return complements(shop.baskets, basket, CANDIDATES).filter(({ item }) => shop.available(item));
}

/** The rule with the greatest confidence from an item of the basket. */
function togetherReason(shop: AssistantShop, basket: readonly number[], item: number): LocalizedText {
  const rules = basket.map((from) => shop.baskets.rule(from, item));
  const best = rules.reduce<AssociationRule>((a, b) => (b.confidence > a.confidence ? b : a), rules[0]!);
  return ruleWords(shop, best);
}

function completed(shop: AssistantShop, { maxPrice }: Intent): AssistantAnswer {
  if (shop.basket.length === 0) return { text: NO_BASKET, items: [], dialogue: NEW_DIALOGUE };
  if (maxPrice === null) return { text: NO_BUDGET, items: [], dialogue: NEW_DIALOGUE };
  const price = (item: number) => shop.assortment.price(item);
  const priced = together(shop, shop.basket).filter(({ item }) => !Number.isNaN(price(item)));
  const chosen = completeUnderBudget(priced, price, maxPrice, MOST_ADDED);
  const total = chosen.reduce((sum, { item }) => sum + price(item), 0);
  const budget = shop.money(maxPrice);
  return {
    text:
      chosen.length > 0
        ? {
            en: `${chosen.length === 1 ? 'The one that goes' : `The ${chosen.length} that go`} best with your basket for ${budget}; together ${shop.money(total)}:`,
            zh: `${budget} 以内与购物车最搭的 ${chosen.length} 件，合计 ${shop.money(total)}：`,
          }
        : {
            en: `Nothing that goes with your basket costs ${budget} or less.`,
            zh: `没有 ${budget} 以内且与购物车搭配的物品。`,
          },
    items: chosen.map(({ item }) => ({ item, reason: togetherReason(shop, shop.basket, item) })),
    dialogue: { ...NEW_DIALOGUE, shown: chosen.map(({ item }) => item) },
  };
}

/** What may stand in for what “this” is, or for the best match of the words. */
function insteadOf(
  shop: AssistantShop,
  before: Dialogue,
  intent: Intent,
  focus: number | null,
): AssistantAnswer {
  const named = intent.query === '' ? null : (shop.search(intent.query, 1)[0]?.item ?? null);
  const item = named ?? focus ?? shop.basket.at(-1) ?? null;
  if (item === null) return { text: NO_ITEM, items: [], dialogue: before };
  const dialogue = narrowed(
    { ...NEW_DIALOGUE, shown: [item] },
    { ...intent, act: 'refine' },
    item,
    shop.assortment,
  );
  const fitting = meets(dialogue, shop.assortment);
  const items: AnsweredItem[] = shop
    .alike(item, CANDIDATES)
    .filter(({ item: other }) => other !== item && shop.available(other) && fitting(other))
    .slice(0, SHOWN)
    .map(({ item: other }) => ({ item: other, reason: substituteWords(shop, other, item) }));
  const title = quoted(titleOf(shop, item));
  return {
    text: sentences(
      items.length > 0
        ? { en: `In place of ${title.en}:`, zh: `可替代${title.zh}的：` }
        : { en: `Nothing is like ${title.en}.`, zh: `没有与${title.zh}相似的物品。` },
      conditions(shop, dialogue),
    ),
    items,
    dialogue: { ...dialogue, query: '', shown: items.map(({ item: shown }) => shown) },
  };
}

function reordered(shop: AssistantShop): AssistantAnswer {
  const due = shop.reorders(CANDIDATES).filter(({ item }) => shop.available(item));
  const items = due.slice(0, SHOWN).map((each) => ({ item: each.item, reason: reorderWords(each) }));
  return {
    text:
      items.length > 0
        ? {
            en: due.length === 1 ? '1 item is due again:' : `${due.length} items are due again; the first:`,
            zh: `有 ${due.length} 件到了再次购买的时候，最先的是：`,
          }
        : { en: 'Nothing that you bought is due again.', zh: '目前没有到期需要再次购买的物品。' },
    items,
    dialogue: { ...NEW_DIALOGUE, shown: items.map(({ item }) => item) },
  };
}

const STARTED: LocalizedText = {
  en: 'Conditions dropped. What are you looking for?',
  zh: '条件已清空。想找什么？',
};
const NO_BASKET: LocalizedText = {
  en: 'Your basket is empty. Put something into it first.',
  zh: '购物车是空的。请先放入物品。',
};
const NO_BUDGET: LocalizedText = {
  en: 'Say how much it may cost, for example “complete my basket under 200”.',
  zh: '请说明预算，例如“200元以内凑单”。',
};
const NO_ITEM: LocalizedText = {
  en: 'Search for something first, then ask for what is like it.',
  zh: '请先搜索物品，再询问相似的选择。',
};
const NOTHING_TOGETHER: LocalizedText = {
  en: 'Nobody has bought anything together with this yet.',
  zh: '还没有与之一起购买的记录。',
};
