import type { ItemMetadata } from '../data/dataset';
import { tokens } from '../data/tokens';
import type { LocalizedText } from '../language';

/** What is known of an item; texts in both languages, the English names of categories and brands serve as keys. */
export interface ItemDescription {
  readonly title: LocalizedText | null;
  /** From the widest to the finest. */
  readonly categories: readonly LocalizedText[];
  readonly brand: LocalizedText | null;
  readonly price: number | null;
  /** What is earned of the price, as a share of it. */
  readonly margin?: number | null;
}

/** What a shop sells: its items by code, with what rules, profiles and the assistant ask of them. */
export class Assortment {
  readonly #titles: (LocalizedText | null)[] = [];
  readonly #categories: (readonly string[])[] = [];
  readonly #brands: (string | null)[] = [];
  readonly #prices: number[] = [];
  readonly #margins: number[] = [];
  readonly #standing: number[] = [];
  readonly #labels = new Map<string, LocalizedText>();
  readonly #members = new Map<string, number[]>();
  readonly #groups = new Map<string, readonly (readonly number[])[]>();
  readonly #within = new Map<string, readonly number[]>();
  readonly #byBrand = new Map<string, readonly number[]>();
  readonly #withdrawn = new Set<number>();
  readonly #words = new Map<number, ReadonlySet<string>>();

  /**
   * @param items how many there are; codes count up from 0
   * @param margins what is earned of the price of each, as a share of it; null where nobody knows
   */
  constructor(items: number, metadata: ItemMetadata | null, margins: Float32Array | null = null) {
    for (let item = 0; item < items; item++)
      this.#take({
        title: metadata?.titles?.[item] ?? null,
        categories: metadata?.categories?.[item] ?? [],
        brand: metadata?.brands?.[item] ?? null,
        price: metadata?.prices?.[item] ?? null,
        margin: margins?.[item] ?? null,
      });
    for (const members of this.#members.values()) this.#rankPrices(members);
  }

  get items(): number {
    return this.#titles.length;
  }

  /** Takes a further item in, at once; returns its code. */
  add(description: ItemDescription): number {
    const item = this.#take(description);
    this.#within.clear();
    this.#byBrand.clear();
    const category = this.category(item);
    if (category !== null) {
      this.#rankPrices(this.#members.get(category)!);
      this.#groups.delete(category);
    }
    return item;
  }

  /** An item is sold no more: it is no longer among those of its category. What was known of it stays known. */
  withdraw(item: number): void {
    this.#withdrawn.add(item);
    this.#within.clear();
    const category = this.category(item);
    if (category === null) return;
    const members = this.itemsOf(category).filter((other) => other !== item);
    this.#members.set(category, members);
    this.#rankPrices(members);
    this.#groups.delete(category);
  }

  isWithdrawn(item: number): boolean {
    return this.#withdrawn.has(item);
  }

  #take({ title, categories, brand, price, margin = null }: ItemDescription): number {
    const item = this.items;
    for (const name of brand ? [...categories, brand] : categories) this.#labels.set(name.en, name);
    this.#titles.push(title);
    this.#categories.push(categories.map(({ en }) => en));
    this.#brands.push(brand?.en ?? null);
    this.#prices.push(price ?? NaN);
    this.#margins.push(margin ?? NaN);
    this.#standing.push(0);
    const name = this.category(item);
    if (name !== null) {
      const members = this.#members.get(name) ?? [];
      this.#members.set(name, members);
      members.push(item);
    }
    return item;
  }

  title(item: number): LocalizedText | null {
    return this.#titles[item] ?? null;
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

  /** The items of a category, wide or fine. */
  within(category: string): readonly number[] {
    const known = this.#within.get(category);
    if (known) return known;
    const items = [...this.#members.values()]
      .flat()
      .filter((item) => this.categories(item).includes(category));
    this.#within.set(category, items);
    return items;
  }

  /**
   * The items whose finest category this is, those of each brand apart, each group from the cheapest to the dearest of the category; equal ones
   * by code.
   */
  brandsOf(category: string): readonly (readonly number[])[] {
    const known = this.#groups.get(category);
    if (known) return known;
    const groups = new Map<string | null, number[]>();
    for (const item of this.itemsOf(category)) {
      const group = groups.get(this.brand(item)) ?? [];
      groups.set(this.brand(item), group);
      group.push(item);
    }
    const sorted = [...groups.values()].map((group) =>
      group.sort((a, b) => this.priceStanding(a) - this.priceStanding(b) || a - b),
    );
    this.#groups.set(category, sorted);
    return sorted;
  }

  /** The items of a brand, by code. */
  ofBrand(brand: string): readonly number[] {
    const known = this.#byBrand.get(brand);
    if (known) return known;
    const items = [...this.#brands.keys()].filter((item) => this.#brands[item] === brand);
    this.#byBrand.set(brand, items);
    return items;
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
    return this.#prices[item] ?? NaN;
  }

  /** What is earned of the price, as a share of it; NaN where it is not known. */
  margin(item: number): number {
    return this.#margins[item] ?? NaN;
  }

  /** Whether it is known of any item what it earns. */
  get hasMargins(): boolean {
    return this.#margins.some((margin) => !Number.isNaN(margin));
  }

  /** Where the price stands in the item's category: −1 the cheapest, 1 the dearest, 0 in the middle or unknown. */
  priceStanding(item: number): number {
    return this.#standing[item] ?? 0;
  }

  /** A category or brand in both languages. */
  label(name: string): LocalizedText {
    return this.#labels.get(name) ?? { en: name, zh: name };
  }

  /** The category or brand that is so called in one of the languages, whatever the case of its letters. */
  named(words: string): LocalizedText | undefined {
    const wanted = words.toLowerCase();
    for (const label of this.#labels.values())
      if (label.en.toLowerCase() === wanted || label.zh.toLowerCase() === wanted) return label;
    return undefined;
  }

  /** All brands, by name. */
  allBrands(): LocalizedText[] {
    const names = new Set(this.#brands.filter((brand) => brand !== null));
    return [...names].sort().map((name) => this.label(name));
  }

  /** All brands, each with the number of its items, the largest first. */
  brandSizes(): { readonly name: string; readonly items: number }[] {
    const counts = new Map<string, number>();
    for (const name of this.#brands) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    return largestFirst(counts);
  }

  /** All categories, each with the number of its items, the largest first. */
  allCategories(): { readonly name: string; readonly items: number }[] {
    const counts = new Map<string, number>();
    for (const names of this.#categories)
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return largestFirst(counts);
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

  /** Places of the prices of a category, from −1 to 1. */
  #rankPrices(members: readonly number[]): void {
    const priced = members
      .filter((item) => !Number.isNaN(this.price(item)))
      .sort((a, b) => this.price(a) - this.price(b) || a - b);
    priced.forEach((item, place) => {
      this.#standing[item] = priced.length > 1 ? Math.fround((2 * place) / (priced.length - 1) - 1) : 0;
    });
  }
}

function largestFirst(
  counts: ReadonlyMap<string, number>,
): { readonly name: string; readonly items: number }[] {
  return [...counts]
    .map(([name, items]) => ({ name, items }))
    .sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
}

/** What the brand counts of two items' likeness; the rest is what they are. */
const BRAND_SHARE = 0.2;
