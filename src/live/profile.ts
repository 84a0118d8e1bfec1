import type { Assortment } from '../ranking/assortment';
import type { StreamEvent } from './event';

/** What each kind of event says about a shopper's taste; a hidden item speaks against it by its absence alone. */
const WEIGHTS: Readonly<Record<StreamEvent['kind'], number>> = {
  view: 0.3,
  click: 0.3,
  cart: 0.7,
  purchase: 1,
  rating: 1,
  hide: 0,
  undo: 0,
};

/** Each event counts this share of the one after it: about the last thirty shape the profile. */
const FADING = 0.93;

/** The history before the visit counts as purchases, the latest first; so many of them are looked at. */
const LOOK_BACK = 60;

export interface Profile {
  /** Shares that add up to 1, greatest first. */
  readonly categories: readonly ProfileShare[];
  readonly brands: readonly ProfileShare[];
  /** Mean place of what was liked between the cheapest (−1) and the dearest (1) of its category; null if unknown. */
  readonly priceStanding: number | null;
  /** Mean price; null if unknown. */
  readonly price: number | null;
  /** Sum of the weights: how much there is to go by. */
  readonly evidence: number;
}

export interface ProfileShare {
  readonly name: string;
  readonly share: number;
}

/**
 * A shopper's taste in categories, brands and price: weighted shares over the latest events, in which newer ones and
 * purchases count more.
 *
 * @param history items from before the visit, oldest first
 * @param visit events of the visit, oldest first
 */
export function profileOf(
  history: Iterable<number>,
  visit: readonly StreamEvent[],
  assortment: Assortment,
): Profile {
  const during = new Set(visit.map(({ item }) => item));
  const before = [...history].filter((item) => !during.has(item)).slice(-LOOK_BACK);
  const signs = [
    ...before.map((item) => ({ item, weight: WEIGHTS.purchase })),
    ...visit.map(({ item, kind }) => ({ item, weight: WEIGHTS[kind] })),
  ].filter(({ weight }) => weight > 0);
  const categories = new Map<string, number>();
  const brands = new Map<string, number>();
  let [evidence, priced, price, standing] = [0, 0, 0, 0];
  signs.forEach(({ item, weight }, at) => {
    const counts = weight * FADING ** (signs.length - 1 - at);
    evidence += counts;
    const category = assortment.category(item);
    if (category !== null) categories.set(category, (categories.get(category) ?? 0) + counts);
    const brand = assortment.brand(item);
    if (brand !== null) brands.set(brand, (brands.get(brand) ?? 0) + counts);
    if (Number.isNaN(assortment.price(item))) return;
    priced += counts;
    price += counts * assortment.price(item);
    standing += counts * assortment.priceStanding(item);
  });
  return {
    categories: shares(categories),
    brands: shares(brands),
    priceStanding: priced > 0 ? standing / priced : null,
    price: priced > 0 ? price / priced : null,
    evidence,
  };
}

function shares(weights: ReadonlyMap<string, number>): ProfileShare[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return [...weights]
    .map(([name, weight]) => ({ name, share: weight / total }))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
}

/** How well items suit a profile by what they are: share of the category, half the share of the brand, and the price. */
export function suits(profile: Profile, assortment: Assortment): (item: number) => number {
  const categories = new Map(profile.categories.map(({ name, share }) => [name, share]));
  const brands = new Map(profile.brands.map(({ name, share }) => [name, share]));
  const level = profile.priceStanding;
  return (item) => {
    const category = categories.get(assortment.category(item) ?? '') ?? 0;
    const brand = brands.get(assortment.brand(item) ?? '') ?? 0;
    // Out of a category that was never met, brand and price say nothing.
    if (category === 0) return 0.25 * brand;
    const distance = level === null ? 0 : Math.abs(assortment.priceStanding(item) - level) / 2;
    return category + 0.5 * brand + 0.1 * (1 - distance);
  };
}
