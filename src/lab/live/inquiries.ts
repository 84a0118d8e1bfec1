import { answer } from '../../ranking/assistant/answer';
import { NEW_DIALOGUE, type AssistantShop, type Dialogue } from '../../ranking/assistant/shop';
import type { TextIndex } from '../../ranking/search/index';
import type { LiveSession } from '../../live/session';
import { searchSource } from '../../live/sources';
import type { RecallSource } from '../../ranking/engine';
import type { Scored } from '../../ranking/scored';
import type { AssistantReply, ShopSearch, ShopSettings } from './api';
import { assistantShop } from './assistant';
import type { ShopHistory } from './history';
import { CountedSources, type ShopNames } from './names';
import { PersonalSearch } from './search';

/** Tiles that a search shows. */
const FOUND = 12;

export interface InquiryParts {
  readonly session: LiveSession;
  readonly index: TextIndex;
  readonly history: ShopHistory;
  readonly currency: string;
}

/** On whose behalf something is asked, and when (Unix seconds in the shop). */
export interface Asking {
  readonly user: number;
  readonly settings: ShopSettings;
  readonly time: number;
}

/** What a shopper asks with words: the search, and the assistant with the dialogue so far. */
export class Inquiries {
  readonly #search: PersonalSearch;
  #dialogue: Dialogue = NEW_DIALOGUE;
  /** What the shopper searched for last, best first. */
  #found: readonly Scored[] = [];

  constructor(
    readonly parts: InquiryParts,
    readonly names: ShopNames,
  ) {
    this.#search = new PersonalSearch(parts.session, parts.index);
  }

  /** Another shopper has come in. */
  greet(): void {
    this.#dialogue = NEW_DIALOGUE;
    this.#found = [];
  }

  /** The last search as a source of what to list; none before there was one, or where it found nothing. */
  get sources(): readonly RecallSource[] {
    return this.#found.length > 0 ? [searchSource(this.parts.session, this.#found)] : [];
  }

  /** A click on what was found; what is returned takes back what it taught. */
  clicked(item: number): () => void {
    return this.#search.clicked(item);
  }

  search(query: string, asking: Asking): Omit<ShopSearch, 'milliseconds'> {
    const { relevance, preference } = asking.settings.search;
    const shop = this.#shop(asking);
    const all = this.#search
      .find(asking.user, query, [relevance, preference])
      .filter(({ item }) => shop.available(item));
    const found = all.slice(0, FOUND);
    this.#search.shown(found);
    this.#found = all;
    const weights = this.#search.weights([relevance, preference]);
    const from = new CountedSources([]);
    return {
      query,
      matches: all.length,
      found: found.map((each) => ({
        ...this.names.tile(each, from),
        relevance: each.relevance,
        preference: each.preference,
      })),
      weights: { relevance: weights[0], preference: weights[1], pairs: this.#search.clicks },
    };
  }

  /** @param focus the item that “this” means */
  ask(sentence: string, focus: number | null, asking: Asking): Omit<AssistantReply, 'milliseconds'> {
    const { text, items, dialogue } = answer(this.#shop(asking), this.#dialogue, sentence, focus);
    this.#dialogue = dialogue;
    return { text, items: items.map(({ item, reason }) => ({ ...this.names.item(item), reason })) };
  }

  #shop({ user, settings, time }: Asking): AssistantShop {
    const { session, history, currency } = this.parts;
    const money = (amount: number) => `${currency}${amount.toFixed(Number.isInteger(amount) ? 0 : 2)}`;
    const ruled = { ...settings, rules: this.names.rules(settings.rules) };
    return assistantShop(session, this.#search, history, user, ruled, time, money);
  }
}
