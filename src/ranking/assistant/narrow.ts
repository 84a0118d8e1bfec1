import type { Assortment } from '../assortment';
import type { Intent } from './intent';
import { NEW_DIALOGUE, type Dialogue } from './shop';

/** The least step between two prices. */
const CENT = 0.01;

/**
 * The dialogue after a sentence. A search begins anew and keeps nothing; a follow-up narrows what was there, measured
 * against `focus` (what “this” means: the item pointed at, else the first of the last answer).
 */
export function narrowed(
  before: Dialogue,
  intent: Intent,
  focus: number | null,
  assortment: Assortment,
): Dialogue {
  const fresh = intent.act !== 'refine';
  let next: Dialogue = fresh ? { ...NEW_DIALOGUE, query: intent.query, shown: before.shown } : before;
  if (intent.minPrice !== null) next = { ...next, minPrice: intent.minPrice };
  if (intent.maxPrice !== null) next = { ...next, maxPrice: intent.maxPrice };
  for (const refinement of intent.refinements) {
    const price = focus === null || fresh ? NaN : assortment.price(focus);
    const brand = focus === null || fresh ? null : assortment.brand(focus);
    switch (refinement) {
      case 'cheaper':
        next = { ...next, order: 'cheap' };
        if (!Number.isNaN(price)) next = { ...next, maxPrice: cents(price - CENT), order: 'best' };
        break;
      case 'dearer':
        next = { ...next, order: 'dear' };
        if (!Number.isNaN(price)) next = { ...next, minPrice: cents(price + CENT), order: 'best' };
        break;
      case 'other-brand':
        if (brand !== null) next = { ...next, onlyBrand: null, notBrands: [...next.notBrands, brand] };
        break;
      case 'same-brand':
        if (brand !== null) next = { ...next, onlyBrand: brand };
        break;
      case 'not-this':
        if (focus !== null && !fresh) next = { ...next, notItems: [...next.notItems, focus] };
        break;
      case 'more':
        if (!fresh) next = { ...next, notItems: [...new Set([...next.notItems, ...next.shown])] };
    }
  }
  return next;
}

/** Whether an item meets all conditions of the dialogue. An unknown price meets no bound. */
export function meets(dialogue: Dialogue, assortment: Assortment): (item: number) => boolean {
  const { minPrice, maxPrice, onlyBrand } = dialogue;
  const [notItems, notBrands] = [new Set(dialogue.notItems), new Set(dialogue.notBrands)];
  return (item) => {
    const price = cents(assortment.price(item));
    const brand = assortment.brand(item);
    return (
      !notItems.has(item) &&
      (minPrice === null || price >= minPrice) &&
      (maxPrice === null || price <= maxPrice) &&
      (onlyBrand === null || brand === onlyBrand) &&
      (brand === null || !notBrands.has(brand))
    );
  };
}

/** Prices are kept in f32: 59.9 comes back as 59.900001…, so they are compared in whole cents. */
function cents(price: number): number {
  return Math.round(price * 100) / 100;
}
