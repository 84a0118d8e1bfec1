import type { LocalizedText } from '../../language';
import { rulesOf, type SessionRules } from '../../live/rules';
import type { LiveSession } from '../../live/session';
import { alikeSource } from '../../live/sources';
import type { AssistantShop } from '../../ranking/assistant/shop';
import { reorders } from '../../ranking/basket/reorder';
import type { ShopSettings } from './api';
import type { ShopHistory } from './history';
import type { PersonalSearch } from './search';

/** What the assistant may ask, on behalf of a shopper who is in the shop. */
export function assistantShop(
  session: LiveSession,
  search: PersonalSearch,
  history: ShopHistory,
  user: number,
  settings: Omit<ShopSettings, 'rules'> & { readonly rules: SessionRules },
  now: number,
  money: (amount: number) => string,
): AssistantShop {
  const { assortment, baskets } = session;
  const rules = rulesOf(settings.rules, session.hidden(user), assortment, session.stock);
  const { relevance, preference } = settings.search;
  return {
    assortment,
    baskets,
    basket: session.basketOf(user),
    search: (query) => search.find(user, query, [relevance, preference]),
    recommended: (count) =>
      session.recommend(user, count, { controls: settings.controls, rules: settings.rules }).candidates,
    alike: (item, count) => alikeSource(session, user, item).recall(user, count),
    because: (item) => because(session, user, item),
    available: (item) => rules.excluded(item) === null,
    reorders: (count) => {
      const purchases = history.purchasesOf(user);
      for (const { kind, item, timestamp } of session.logOf(user))
        if (kind === 'purchase') purchases.set(item, [...(purchases.get(item) ?? []), timestamp]);
      const usual = (item: number) => history.usualInterval(item);
      return history.timed ? reorders(purchases, usual, now, count) : [];
    },
    money,
  };
}

/** What being of another kind leaves of a reason. */
const KIND = 0.25;

/** The best reason to think that an item suits: what it is like in the history, else what it is. */
function because(session: LiveSession, user: number, item: number): LocalizedText | null {
  const { assortment, itemKnn } = session;
  // Of two items that speak for it about as loudly, the one of its kind convinces.
  const parts = itemKnn
    .explain(user, item)
    .map((part) => ({ item: part.item, share: part.share * (KIND + assortment.likeness(part.item, item)) }));
  const best = parts.reduce<(typeof parts)[number] | null>((a, b) => (a && a.share >= b.share ? a : b), null);
  const title = best && assortment.title(best.item);
  if (title) return { en: `Goes with “${title.en}”, which you have.`, zh: `与您已有的“${title.zh}”相配。` };
  const category = assortment.category(item);
  const share = session.profile(user).categories.find(({ name }) => name === category)?.share ?? 0;
  if (category === null || share === 0) return null;
  const { en, zh } = assortment.label(category);
  const percent = `${Math.round(100 * share)}%`;
  return { en: `${en} is ${percent} of your profile.`, zh: `${zh}占您画像的 ${percent}。` };
}
