import type { ItemMetadata } from '../data/dataset';
import { tokens } from '../data/tokens';
import type { LocalizedText } from '../language';

/** What a shop sells: the metadata of its items by code, with what rules, profiles and the assistant ask of them. */
export class Assortment {
  readonly #categories: readonly (readonly string[])[];
  readonly #brands: readonly (string | null)[];
  readonly #labels = new Map<string, LocalizedText>();
  readonly #members = new Map<string, number[]>();
  readonly #standing: Float32Array;
  readonly #words = new Map<number, ReadonlySet<string>>();

  /** @param items how many there are; codes count up from 0 */
  constructor(
    readonly items: number,
    readonly metadata: ItemMetadata | null,
  ) {
    this.#categories = Array.from({ length: items }, (_, item) => {
      const names = metadata?.categories?.[item] ?? [];
      for (const name of names) this.#labels.set(name.en, name);
      return names.map(({ en }) => en);
    });
    for (let item = 0; item < items; item++) {
      const name = this.category(item);
      if (name === null) continue;
      const members = this.#members.get(name) ?? [];
      this.#members.set(name, members);
      members.push(item);
    }
    this.#brands = Array.from({ length: items }, (_, item) => {
      const brand = metadata?.brands?.[item] ?? null;
      if (brand) this.#labels.set(brand.en, brand);
      return brand?.en ?? null;
    });
    this.#standing = this.#standings();
  }

  title(item: number): LocalizedText | null {
    return this.metadata?.titles?.[item] ?? null;
  }

  /** Names of an item's categories, from the widest to the finest; the English names serve as keys. */
  categories(item: number): readonly string[] {
    return this.#categories[item] ?? [];
  }

  /** The finest of them. */
  category(item: number): string | null {
    return this.categories(item).at(-1) ?? null;
  }

  /** The items whose finest category this is, by code. */
  itemsOf(category: string): readonly number[] {
    return this.#members.get(category) ?? [];
  }

  brand(item: number): string | null {
    return this.#brands[item] ?? null;
  }

  /** The words of an item's title, categories and brand, in both languages. */
  words(item: number): ReadonlySet<string> {
    const known = this.#words.get(item);
    if (known) return known;
    const brand = this.brand(item);
    const texts = [
      this.title(item),
      ...this.categories(item).map((name) => this.label(name)),
      brand === null ? null : this.label(brand),
    ];
    const words = new Set(texts.flatMap((text) => (text ? [...tokens(text.en), ...tokens(text.zh)] : [])));
    this.#words.set(item, words);
    return words;
  }

  /** NaN where it is not known. */
  price(item: number): number {
    return this.metadata?.prices?.[item] ?? NaN;
  }

  /** Where the price stands in the item's category: −1 the cheapest, 1 the dearest, 0 in the middle or unknown. */
  priceStanding(item: number): number {
    return this.#standing[item] ?? 0;
  }

  /** A category or brand in both languages. */
  label(name: string): LocalizedText {
    return this.#labels.get(name) ?? { en: name, zh: name };
  }

  /** All categories, each with the number of its items, the largest first. */
  allCategories(): { readonly name: string; readonly items: number }[] {
    const counts = new Map<string, number>();
    for (const names of this.#categories)
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .map(([name, items]) => ({ name, items }))
      .sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
  }

  /** Shared categories over all categories of both (Jaccard), plus what a shared brand adds, up to 1. */
  likeness(first: number, second: number): number {
    const [a, b] = [this.categories(first), this.categories(second)];
    let shared = 0;
    for (const name of a) if (b.includes(name)) shared++;
    const union = a.length + b.length - shared;
    const brand = this.brand(first);
    const same = brand !== null && brand === this.brand(second) ? BRAND_SHARE : 0;
    return (union > 0 ? ((1 - BRAND_SHARE) * shared) / union : 0) + same;
  }

  #standings(): Float32Array {
    const standing = new Float32Array(this.items);
    for (const members of this.#members.values()) {
      const priced = members
        .filter((item) => !Number.isNaN(this.price(item)))
        .sort((a, b) => this.price(a) - this.price(b) || a - b);
      priced.forEach((item, place) => {
        if (priced.length > 1) standing[item] = (2 * place) / (priced.length - 1) - 1;
      });
    }
    return standing;
  }
}

/** What the brand counts of two items' likeness; the rest is what they are. */
const BRAND_SHARE = 0.2;
