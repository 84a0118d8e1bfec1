import type { ItemMetadata } from './dataset';
import type { IdIndex } from './interactions';

/** Item metadata with ids of its own: position = code in `ids`. */
export interface ItemCatalogue {
  readonly ids: IdIndex;
  readonly metadata: ItemMetadata;
}

/** The catalogue's metadata in the order of `itemIds`; items it does not know get their id as title and nothing else. */
export function alignMetadata(catalogue: ItemCatalogue, itemIds: IdIndex): ItemMetadata {
  const { titles, categories, brands, prices } = catalogue.metadata;
  const sources = itemIds.ids.map((id) => catalogue.ids.code(id));
  return {
    titles: titles && sources.map((code, item) => titles[code ?? -1] ?? both(itemIds.id(item))),
    categories: categories && sources.map((code) => categories[code ?? -1] ?? []),
    brands: brands && sources.map((code) => brands[code ?? -1] ?? null),
    prices: prices && Float32Array.from(sources, (code) => prices[code ?? -1] ?? NaN),
  };
}

function both(text: string): { en: string; zh: string } {
  return { en: text, zh: text };
}
