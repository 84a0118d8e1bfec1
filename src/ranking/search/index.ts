import MiniSearch from 'minisearch';
import type { ItemMetadata } from '../../data/dataset';
import { tokens } from '../../data/tokens';
import type { LocalizedText } from '../../language';
import type { ItemDescription } from '../assortment';
import type { Candidate } from '../candidate';

interface Document {
  readonly id: number;
  readonly title: string;
  readonly category: string;
  readonly brand: string;
}

/** How much a match in each field counts beside one in the title. */
const BOOST = { title: 2, category: 1, brand: 1.5 };

/**
 * An index over what is known of items, in both languages, ranked by BM25+ (Lv & Zhai, CIKM 2011; k₁ = 1.2, b = 0.7,
 * δ = 0.5, the defaults of minisearch). Words at the end of a query also match as prefixes, and long words with one
 * letter wrong; exact matches always count more.
 */
export class TextIndex {
  readonly #index = new MiniSearch<Document>({
    fields: ['title', 'category', 'brand'],
    tokenize: tokens,
    processTerm: (term) => term,
    searchOptions: {
      boost: BOOST,
      prefix: (_term, i, terms) => i === terms.length - 1,
      fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });

  add(item: number, { title, categories, brand }: Omit<ItemDescription, 'price'>): void {
    const both = (text: LocalizedText | null) =>
      text ? (text.en === text.zh ? text.en : `${text.en} ${text.zh}`) : '';
    this.#index.add({
      id: item,
      title: both(title),
      category: categories.map(both).join(' '),
      brand: both(brand),
    });
  }

  /** An item is found no more. */
  remove(item: number): void {
    this.#index.discard(item);
  }

  /** Items that match, best first, equal scores by item code. Empty for a query without words. */
  search(query: string, count: number): Candidate[] {
    return this.#index
      .search(query)
      .map(({ id, score }) => ({ item: id as number, score }))
      .sort((a, b) => b.score - a.score || a.item - b.item)
      .slice(0, count)
      .map(({ item, score }, i) => ({ item, score, sources: [{ source: 'search', score, rank: i + 1 }] }));
  }
}

/** An index over all items of a data set. */
export function indexItems(items: number, metadata: ItemMetadata): TextIndex {
  const index = new TextIndex();
  for (let item = 0; item < items; item++)
    index.add(item, {
      title: metadata.titles?.[item] ?? null,
      categories: metadata.categories?.[item] ?? [],
      brand: metadata.brands?.[item] ?? null,
    });
  return index;
}
