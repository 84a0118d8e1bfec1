import type { Dataset } from '../data/dataset';
import { Assortment } from '../ranking/assortment';
import { featuresOf } from './features';

/** What a shop offers and what it is, by the codes of its stream: known before anybody had it. */
export interface Shelves {
  /** Items that came so far; codes count up from 0. */
  readonly items: number;
  /** Categories, brand and words of an item. */
  features(item: number): readonly string[];
  /** Whether the item can still be had. */
  offers(item: number): boolean;
}

/**
 * The whole catalogue of a data set, on the shelves from the first event on: nothing tells when an item came or left.
 * Null where nothing is known of the items.
 *
 * @param itemOf the data set's code of each item of the stream
 */
export function catalogueShelves({ items, itemMetadata }: Dataset, itemOf: Uint32Array): Shelves | null {
  const { titles = null, categories = null, brands = null } = itemMetadata ?? {};
  if (!titles && !categories && !brands) return null;
  const assortment = new Assortment(items, itemMetadata);
  return {
    items: itemOf.length,
    features: (item) => featuresOf(assortment, itemOf[item]!),
    offers: () => true,
  };
}
