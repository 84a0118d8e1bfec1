import { tokens } from '../data/tokens';
import type { Assortment } from '../ranking/assortment';

/** What an assortment says of an item: its categories, its brand, and the words of its title. */
export function featuresOf(assortment: Assortment, item: number): string[] {
  return features(assortment.categories(item), assortment.brand(item), assortment.title(item)?.en ?? '');
}

/** The same as names that tell a category, a brand and a word of a title from each other. */
export function features(categories: readonly string[], brand: string | null, title: string): string[] {
  return [
    ...categories.map((name) => `category ${name}`),
    ...(brand === null ? [] : [`brand ${brand}`]),
    ...tokens(title).map((word) => `word ${word}`),
  ];
}
