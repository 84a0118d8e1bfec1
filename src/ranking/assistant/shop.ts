import type { LocalizedText } from '../../language';
import type { Assortment } from '../assortment';
import type { Baskets } from '../basket/association';
import type { Reorder } from '../basket/reorder';
import type { Scored } from '../scored';

/** What the assistant may ask of the shop, on behalf of one shopper. */
export interface AssistantShop {
  readonly assortment: Assortment;
  /** Items that match the words, best first by relevance and by what the shopper likes. */
  search(query: string, count: number): readonly Scored[];
  /** What the shop would show without being asked. */
  recommended(count: number): readonly Scored[];
  /** Items most like one, best first. */
  alike(item: number, count: number): readonly Scored[];
  /** Why the item should suit the shopper; null where nothing is known. */
  because(item: number): LocalizedText | null;
  /** Whether the shop's rules let the item be shown. */
  available(item: number): boolean;
  readonly basket: readonly number[];
  readonly baskets: Baskets;
  reorders(count: number): readonly Reorder[];
  money(amount: number): string;
}

/** What a dialogue has come to: kept by the caller between two sentences. */
export interface Dialogue {
  readonly query: string;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  /** Null: any. */
  readonly onlyBrand: string | null;
  readonly notBrands: readonly string[];
  readonly notItems: readonly number[];
  readonly order: 'best' | 'cheap' | 'dear';
  /** Items of the last answer, best first. */
  readonly shown: readonly number[];
}

export const NEW_DIALOGUE: Dialogue = {
  query: '',
  minPrice: null,
  maxPrice: null,
  onlyBrand: null,
  notBrands: [],
  notItems: [],
  order: 'best',
  shown: [],
};

export interface AnsweredItem {
  readonly item: number;
  readonly reason: LocalizedText;
}

export interface AssistantAnswer {
  readonly text: LocalizedText;
  readonly items: readonly AnsweredItem[];
  readonly dialogue: Dialogue;
}
