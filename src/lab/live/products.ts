import type { Dataset } from '../../data/dataset';
import type { LocalizedText } from '../../language';
import type { LiveSession } from '../../live/session';
import type { TextIndex } from '../../ranking/search/index';
import type { NamedEntity } from '../api';
import { Directory } from '../directory';
import type { NewProduct } from './api';
import { notIntroduced, productPrice, productTitle } from './errors';

export interface ProductParts {
  readonly session: LiveSession;
  readonly dataset: Dataset;
  readonly index: TextIndex;
}

/**
 * What the shop sells: the items of the data, and products that were introduced since. A product is recommended by what
 * it is and found by words at once, and by who has it from the first purchase on.
 */
export class Products {
  readonly #known: Directory;
  readonly #ids: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #looks = new Map<number, number>();

  constructor(readonly parts: ProductParts) {
    const { itemIds, byItem, itemMetadata } = parts.dataset;
    this.#known = new Directory('item', itemIds, byItem, itemMetadata);
  }

  id(code: number): string {
    const { items, itemIds } = this.parts.dataset;
    return code < items ? itemIds.id(code) : this.#ids[code - items]!;
  }

  /** Undefined where the shop has no such item, or has it no more. */
  codeOf(id: string): number | undefined {
    return this.#codes.get(id) ?? this.parts.dataset.itemIds.code(id);
  }

  /** Items whose id or title contains the words: introduced ones, then the most active. */
  find(words: string, count: number): readonly NamedEntity[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const { assortment } = this.parts.session;
    const introduced = this.introduced.flatMap((item): NamedEntity[] => {
      const [id, title] = [this.id(item), assortment.title(item)];
      const text = `${id}\n${title?.en ?? ''}`.toLowerCase();
      const isWanted = wanted.every((word) => text.includes(word));
      return isWanted ? [{ id, title, interactions: this.parts.session.holders(item) }] : [];
    });
    return [...introduced, ...this.#known.find(words, count)].slice(0, count);
  }

  /** Throws `ResearcherError` `run.unknown-item`. */
  code(id: string): number {
    return this.#codes.get(id) ?? this.#known.code(id);
  }

  /** Who had it before the shop opened. */
  shoppersBefore(code: number): number {
    return code < this.parts.dataset.items ? this.#known.entity(code).interactions : 0;
  }

  /** Codes of the products that were introduced and are sold, the newest first. */
  get introduced(): readonly number[] {
    return [...this.#codes.values()].reverse();
  }

  /** How often an introduced product was looked at. */
  looksAt(item: number): number {
    return this.#looks.get(item) ?? 0;
  }

  /** A look at an item; what is returned takes it back. */
  looked(item: number): () => void {
    this.#looks.set(item, this.looksAt(item) + 1);
    return () => this.#looks.set(item, this.looksAt(item) - 1);
  }

  /** Throws `ResearcherError` where the title is empty or the price is none. */
  introduce({ title, category, brand, price }: NewProduct): void {
    const { session, index } = this.parts;
    if (title.trim() === '') throw productTitle();
    if (price !== null && !(Number.isFinite(price) && price >= 0)) throw productPrice();
    const description = {
      title: same(title.trim()),
      categories: category?.trim() ? this.#path(category.trim()) : [],
      brand: brand?.trim() ? (session.assortment.named(brand.trim()) ?? same(brand.trim())) : null,
      price,
    };
    const item = session.assortment.add(description);
    session.stock?.add();
    index.add([{ item, ...description }]);
    const id = this.#free();
    this.#ids.push(id);
    this.#codes.set(id, item);
  }

  /** Takes a product off the shelves. Throws `ResearcherError` where it was not introduced here. */
  withdraw(id: string): void {
    const item = this.#codes.get(id);
    if (item === undefined) throw notIntroduced();
    this.#codes.delete(id);
    this.parts.session.assortment.withdraw(item);
    this.parts.index.remove(item);
  }

  /** The categories of those that are of this kind, from the widest; a kind of its own where there are none. */
  #path(category: string): readonly LocalizedText[] {
    const { assortment } = this.parts.session;
    const known = assortment.named(category);
    if (!known) return [same(category)];
    const [like] = assortment.itemsOf(known.en);
    return like === undefined ? [known] : assortment.categories(like).map((name) => assortment.label(name));
  }

  /** An id that nothing has. */
  #free(): string {
    let number = this.#ids.length + 1;
    while (this.parts.dataset.itemIds.code(`new-${number}`) !== undefined) number++;
    return this.#ids.includes(`new-${number}`) ? `new-${number}-${this.#ids.length + 1}` : `new-${number}`;
  }
}

function same(text: string): LocalizedText {
  return { en: text, zh: text };
}
