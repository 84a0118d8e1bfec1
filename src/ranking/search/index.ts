import MiniSearch from 'minisearch';
import type { ItemMetadata } from '../../data/dataset';
import { tokens, tokensOfEach } from '../../data/tokens';
import type { LocalizedText } from '../../language';
import type { ItemDescription } from '../assortment';
import type { Candidate } from '../candidate';

/** An item's words, already split, with blanks between them. */
interface Document {
  readonly id: number;
  readonly title: string;
  readonly category: string;
  readonly brand: string;
}

/** What is known of an item that can be searched. */
type Searchable = Omit<ItemDescription, 'price'> & { readonly item: number };

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
    tokenize: (words) => (words === '' ? [] : words.split(' ')),
    processTerm: (term) => term,
    searchOptions: {
      tokenize: tokens,
      boost: BOOST,
      prefix: (_term, i, terms) => i === terms.length - 1,
      fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });

  /** Takes items in, many at a time (see `tokensOfEach`). */
  add(items: readonly Searchable[]): void {
    const texts = items.flatMap(({ title, categories, brand }) => [
      both(title),
      categories.map(both).join(' '),
      both(brand),
    ]);
    const words = tokensOfEach(texts).map((each) => each.join(' '));
    items.forEach(({ item }, at) => {
      const [title, category, brand] = words.slice(3 * at, 3 * at + 3) as [string, string, string];
      this.#index.add({ id: item, title, category, brand });
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
  index.add(
    Array.from({ length: items }, (_, item) => ({
      item,
      title: metadata.titles?.[item] ?? null,
      categories: metadata.categories?.[item] ?? [],
      brand: metadata.brands?.[item] ?? null,
    })),
  );
  return index;
}

function both(text: LocalizedText | null): string {
  if (!text) return '';
  return text.en === text.zh ? text.en : `${text.en} ${text.zh}`;
}
