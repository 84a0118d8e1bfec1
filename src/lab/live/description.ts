import type { ShopDescription } from './api';
import { comparable } from './compared-models';
import type { ShopParts } from './shop';

/** What is known of a shop from its opening on. */
export function describeShop({
  name,
  dataset,
  session,
  history,
  currency,
  truth,
}: ShopParts): ShopDescription {
  const { assortment, baskets, stock } = session;
  return {
    name,
    users: dataset.users,
    items: dataset.items,
    interactions: history.length,
    baskets: baskets.count,
    categories: assortment
      .allCategories()
      .map((category) => ({ key: category.name, label: assortment.label(category.name) })),
    brands: assortment.allBrands(),
    hasPrices: (dataset.itemMetadata?.prices ?? null) !== null,
    hasStock: stock !== null,
    hasMargins: assortment.hasMargins,
    hasTruth: truth !== null,
    window: session.window,
    models: comparable().map(({ name: model, label }) => ({ name: model, label })),
    currency,
  };
}
