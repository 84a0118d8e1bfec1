import { ResearcherError } from '../../errors';
import type { Csr, Dataset } from '../dataset';
import { tokens } from '../tokens';
import { multiHot, oneHot } from './categorical';
import { crossed } from './crossing';
import { joinBlocks, type FeatureBlock, type FeatureTable } from './feature-table';
import { hashedWords } from './hashing';
import { quantileBuckets, standardised } from './numeric';

export interface ItemFeatureOptions {
  /** How title words become columns: one each, hashed into so many columns, or not at all. */
  readonly words: 'each' | number | null;
  /** Titles need a word so often for it to get a column of its own. */
  readonly minWordCount?: number;
  /** Buckets of equal size that prices fall into; 0 leaves prices out. */
  readonly priceBuckets: number;
  /** The price itself beside its bucket: ln(1 + price), standardised. */
  readonly price?: boolean;
  /** Category and price bucket together: a cheap phone is another thing than a cheap cable. */
  readonly crossings?: boolean;
  /** Brands with a column of their own, the most frequent first. */
  readonly brands?: number;
}

/** 1 for each row with an interaction. */
export function knownRows({ rows, offsets }: Csr): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, row) => Number(offsets[row + 1]! > offsets[row]!));
}

/**
 * What the metadata say of each item as numbers: categories, brand, price and title words. Columns, bucket edges, mean
 * and deviation come from the items with training interactions alone; an item without any is described by the same
 * columns.
 */
export function itemFeatures(
  { items, itemMetadata, byItem }: Dataset,
  options: ItemFeatureOptions,
): FeatureTable {
  const known = knownRows(byItem);
  const { categories, brands, prices, titles } = itemMetadata ?? {};
  const blocks: FeatureBlock[] = [];
  const category = categories && multiHot('category', categories, known);
  if (category) blocks.push(category);
  if (brands) blocks.push(oneHot('brand', brands, known, { most: options.brands ?? 1000, minCount: 2 }));
  if (prices && options.priceBuckets > 0) {
    const buckets = quantileBuckets('price bucket', prices, known, options.priceBuckets);
    blocks.push(buckets);
    if (category && options.crossings)
      blocks.push(crossed('category × price bucket', category, buckets, known));
  }
  if (prices && options.price) blocks.push(standardised('price', prices.map(Math.log1p), known));
  if (titles && options.words !== null) blocks.push(wordBlock(titles, known, options));
  return joinBlocks(items, blocks);
}

/** English words where a title has both languages and they differ would count twice, so the English text stands for it. */
function wordBlock(
  titles: readonly { readonly en: string; readonly zh: string }[],
  known: Uint8Array,
  { words, minWordCount = 2 }: ItemFeatureOptions,
): FeatureBlock {
  const split = titles.map(({ en }) => tokens(en));
  if (typeof words === 'number') return hashedWords('word', split, words);
  return multiHot(
    'word',
    split.map((row) => row.map((word) => ({ en: word, zh: word }))),
    known,
    { minCount: minWordCount },
  );
}

/** Throws where nothing is known of the items. */
export function requireFeatures(table: FeatureTable, model: string): FeatureTable {
  if (table.matrix.indices.length > 0) return table;
  throw new ResearcherError(
    'features.none',
    {
      en: `“${model}” compares items by what they are, and nothing is known of them. Give a file with titles, categories, brands or prices as data.itemsPath, or use data that carries them.`,
      zh: `“${model}”依据物品本身的属性比较物品，但数据中没有任何物品属性。请通过 data.itemsPath 提供包含标题、类别、品牌或价格的文件，或使用自带这些信息的数据。`,
    },
    { path: 'data.itemsPath' },
  );
}
