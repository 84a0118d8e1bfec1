import { complements } from '../ranking/basket/complements';
import type { RecallSource } from '../ranking/engine';
import type { Scored } from '../ranking/scored';
import { Top } from '../ranking/top';
import type { StreamModel } from './event';
import { suits } from './profile';
import type { LiveSession } from './session';

/** Looks that the latest interest is read from. */
const LOOKS = 5;

/** Categories of the profile that content is looked for in. */
const CATEGORIES = 3;

/** The sources of the list for the shopper: a model of the history, the latest looks, what suits, what many have. */
export function sourcesOf(session: LiveSession, user: number, model?: StreamModel): RecallSource[] {
  return [
    {
      ...(model ? modelLabel(model.name) : HISTORY),
      weight: 1,
      recall: (shopper, count) => (model ?? session.itemKnn).recommend?.(shopper, count) ?? [],
    },
    { ...RECENT, weight: 1, recall: (_, count) => likeLooks(session, user, count) },
    { ...CONTENT, weight: 0.4, recall: (_, count) => content(session, user, count) },
    { ...POPULARITY, weight: 0.2, recall: (shopper, count) => session.popularity.recommend(shopper, count) },
  ];
}

/** What the shopper searched for last in this visit, in the order in which it was found. */
export function searchSource(session: LiveSession, found: readonly Scored[]): RecallSource {
  return {
    ...SEARCHED,
    weight: 0.6,
    recall: (user, count) => found.filter(({ item }) => !session.histories.has(user, item)).slice(0, count),
  };
}

/** What a model of vectors finds that follows the shop. */
export function embeddingSource(model: StreamModel): RecallSource {
  return {
    ...EMBEDDING,
    weight: 1,
    recall: (user, count) => model.recommend?.(user, count) ?? [],
  };
}

/** What is like one item, by who has both; where that is nobody, by what it is. */
export function alikeSource(session: LiveSession, user: number, item: number): RecallSource {
  return {
    ...ALIKE,
    weight: 1,
    recall: (_, count) => {
      const top = new Top(count);
      const seen = session.histories.of(user);
      for (const near of session.itemKnn.neighbours(item, 2 * count))
        if (!seen.has(near.item))
          top.offer(near.item, near.score + CLOSER * session.assortment.likeness(item, near.item));
      for (const other of session.assortment.itemsOf(session.assortment.category(item) ?? ''))
        if (other !== item && !seen.has(other) && session.itemKnn.similarity(item, other) === 0)
          top.offer(other, CLOSER * session.assortment.likeness(item, other));
      return top.list();
    },
  };
}

export function popularSource(session: LiveSession): RecallSource {
  return { ...POPULARITY, weight: 1, recall: (user, count) => session.popularity.recommend(user, count) };
}

/** What many have of the categories that the shopper turned up: all there is to go by for one of whom nothing is known. */
export function chosenSource(
  session: LiveSession,
  categories: Readonly<Record<string, number>>,
): RecallSource {
  return {
    ...CHOSEN,
    weight: 0.4,
    recall: (user, count) => {
      const top = new Top(count);
      const seen = session.histories.of(user);
      const chosen = Object.keys(categories).filter((name) => categories[name]! > 0);
      // An item of two chosen categories is taken with the first of them.
      const first = (item: number) =>
        chosen.find((name) => session.assortment.categories(item).includes(name));
      for (const name of chosen)
        for (const item of session.assortment.within(name)) {
          const score = session.popularity.score(user, item);
          if (top.takes(item, score) && !seen.has(item) && first(item) === name) top.offer(item, score);
        }
      return top.list();
    },
  };
}

/** Products that were introduced, the newest first, whether anybody has them or not. */
export function newSource(session: LiveSession, newest: readonly number[]): RecallSource {
  return {
    ...NEW,
    weight: 1,
    recall: (user, count) =>
      newest
        .filter((item) => !session.histories.has(user, item))
        .slice(0, count)
        .map((item, place) => ({ item, score: 1 / (1 + place) })),
  };
}

/** What goes with the items of a basket. */
export function basketSource(session: LiveSession, basket: readonly number[]): RecallSource {
  return { ...TOGETHER, weight: 1, recall: (_, count) => complements(session.baskets, basket, count) };
}

/** What likeness by category and brand counts beside similarity by shoppers, which is mostly below 0.2. */
const CLOSER = 0.1;

/** Σ similarity to the latest looks, each counting half of the one after it. */
function likeLooks(session: LiveSession, user: number, count: number): Scored[] {
  const scores = new Map<number, number>();
  session.looks(user, LOOKS).forEach((item, back) => {
    for (const near of session.itemKnn.neighbours(item, count))
      scores.set(near.item, (scores.get(near.item) ?? 0) + near.score * 0.5 ** back);
  });
  const top = new Top(count);
  for (const [item, score] of scores) if (!session.histories.has(user, item)) top.offer(item, score);
  return top.list();
}

/**
 * Items of the profile's leading categories that suit it, whether anybody has them or not. Of one category and brand
 * those whose price stands nearest to the profile's level suit best, so each group is walked from there in both
 * directions, until what comes is worse than all that was found: of thousands hardly any is looked at.
 */
function content(session: LiveSession, user: number, count: number): Scored[] {
  const { assortment } = session;
  const profile = session.profile(user);
  const score = suits(profile, assortment);
  const level = profile.priceStanding ?? 0;
  const top = new Top(count);
  const seen = session.histories.of(user);
  for (const { name } of profile.categories.slice(0, CATEGORIES))
    for (const group of assortment.brandsOf(name)) {
      const middle = firstFrom(group, (item) => assortment.priceStanding(item) >= level);
      for (const [start, step] of [
        [middle, 1],
        [middle - 1, -1],
      ] as const)
        for (let at = start; at >= 0 && at < group.length; at += step) {
          const item = group[at]!;
          const value = score(item);
          // Of equal ones the lower code is taken, and that may come later.
          if (!top.takes(-1, value)) break;
          if (top.takes(item, value) && !seen.has(item)) top.offer(item, value);
        }
    }
  return top.list();
}

/** Index of the first item for which it holds; it holds for all after it. The length where it holds for none. */
function firstFrom(items: readonly number[], holds: (item: number) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const HISTORY = {
  name: 'item-knn',
  label: { en: 'items like those in the history', zh: '与历史相似的物品' },
} as const;
const RECENT = {
  name: 'recent',
  label: { en: 'items like those looked at last', zh: '与最近浏览相似的物品' },
} as const;
const CONTENT = {
  name: 'content',
  label: { en: 'what suits the profile', zh: '符合画像的物品' },
} as const;
const POPULARITY = { name: 'popularity', label: { en: 'what many have', zh: '热门物品' } } as const;
const SEARCHED = {
  name: 'search',
  label: { en: 'what was searched for last', zh: '最近搜索的物品' },
} as const;
const EMBEDDING = {
  name: 'embedding',
  label: { en: 'what the embedding finds', zh: '嵌入召回' },
} as const;
const ALIKE = { name: 'alike', label: { en: 'what is like it', zh: '相似物品' } } as const;
const CHOSEN = {
  name: 'chosen',
  label: { en: 'what is in the chosen categories', zh: '所选品类中的物品' },
} as const;
const NEW = { name: 'new', label: { en: 'what is new in the shop', zh: '店内新品' } } as const;
const TOGETHER = {
  name: 'together',
  label: { en: 'what is bought together', zh: '常被一起购买的物品' },
} as const;

function modelLabel(name: string): Pick<RecallSource, 'name' | 'label'> {
  return { name, label: { en: `the model ${name}`, zh: `模型 ${name}` } };
}
