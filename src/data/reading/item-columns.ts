import type { LocalizedText } from '../../language';
import type { ItemMetadata } from '../dataset';
import { findByName } from './columns';
import { parseRareNumber } from './numbers';

/** Positions of the columns that describe items; −1 = none. */
export interface ItemColumns {
  readonly title: number;
  readonly category: number;
  readonly brand: number;
  readonly price: number;
}

/** Columns that describe items by their usual names, or null where there are none. */
export function findItemColumns(header: readonly string[] | null): ItemColumns | null {
  if (header === null) return null;
  const columns = {
    title: findByName(header, 'title'),
    category: findByName(header, 'category'),
    brand: findByName(header, 'brand'),
    price: findByName(header, 'price'),
  };
  return Object.values(columns).some((position) => position >= 0) ? columns : null;
}

/** Keeps what the first row of each item says of it. */
export class ItemCollector {
  readonly #titles: (LocalizedText | null)[] = [];
  readonly #categories: LocalizedText[][] = [];
  readonly #brands: (LocalizedText | null)[] = [];
  readonly #prices: number[] = [];

  constructor(readonly columns: ItemColumns) {}

  /** Whether this item was described before. */
  knows(item: number): boolean {
    return this.#prices[item] !== undefined;
  }

  add(item: number, field: (position: number) => string): void {
    const { title, category, brand, price } = this.columns;
    const text = (position: number) => (position < 0 ? '' : field(position).trim());
    this.#titles[item] = same(text(title));
    this.#categories[item] = text(category)
      .split('|')
      .map(same)
      .filter((name) => name !== null);
    this.#brands[item] = same(text(brand));
    this.#prices[item] = price < 0 ? NaN : parseRareNumber(text(price));
  }

  /** By item code; the id stands in for a missing title. */
  finish(ids: readonly string[]): ItemMetadata {
    const { title, category, brand, price } = this.columns;
    return {
      titles: title < 0 ? null : ids.map((id, item) => this.#titles[item] ?? { en: id, zh: id }),
      categories: category < 0 ? null : ids.map((_, item) => this.#categories[item] ?? []),
      brands: brand < 0 ? null : ids.map((_, item) => this.#brands[item] ?? null),
      prices: price < 0 ? null : Float32Array.from(ids, (_, item) => this.#prices[item] ?? NaN),
    };
  }
}

function same(text: string): LocalizedText | null {
  return text === '' ? null : { en: text, zh: text };
}
