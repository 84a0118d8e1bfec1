import type { Csr, Dataset } from '../data/dataset';
import {
  joinBlocks,
  selectColumns,
  type FeatureGroup,
  type FeatureTable,
} from '../data/features/feature-table';
import { itemFeatures, knownRows } from '../data/features/item-features';
import { profiles, userFeatures } from '../data/features/user-features';
import type { SideShape } from '../nn/side';
import type { FitContext } from './recommender';

export interface FeatureOptions {
  readonly priceBuckets: number;
  readonly wordBuckets: number;
}

/** Both sides of a data set as networks take them. */
export interface FeaturesOfSides {
  readonly users: SideShape;
  readonly items: SideShape;
  /** What crossings are made of: a user's shares of, and an item's, category, brand and price bucket; null without. */
  readonly crossed: { readonly users: Csr; readonly items: Csr } | null;
}

/** Brands beyond the most frequent have no weights of their own: crossings grow with the square. */
const BRANDS = 100;
/** Columns of each side that are crossed: each row of a batch costs their square. */
const CROSSED = 64;
const crossable: readonly FeatureGroup[] = ['category', 'brand', 'price bucket'];

/** Features of users and items from the metadata and the training interactions. Warns where there is no metadata. */
export function featuresOf(
  train: Dataset,
  { priceBuckets, wordBuckets }: FeatureOptions,
  { warn }: Pick<FitContext, 'warn'>,
): FeaturesOfSides {
  const items = itemFeatures(train, {
    words: wordBuckets > 0 ? wordBuckets : null,
    priceBuckets,
    price: priceBuckets > 0,
    crossings: true,
    brands: BRANDS,
  });
  const plain = selectColumns(items, ({ group }) => crossable.includes(group));
  if (items.matrix.indices.length === 0) warn(noMetadata);
  const users = userFeatures(train, plain);
  const few = mostFrequent(plain, CROSSED);
  return {
    users: { count: train.users, features: matrixOf(users), known: knownRows(train.byUser) },
    items: { count: train.items, features: matrixOf(items), known: knownRows(train.byItem) },
    crossed:
      few.columns.length > 0
        ? { users: joinBlocks(train.users, [profiles(train, few)]).matrix, items: few.matrix }
        : null,
  };
}

/** The items with training interactions: what others are never shown as negatives nobody could have chosen. */
export function knownItems({ byItem }: Dataset): Uint32Array {
  const known = knownRows(byItem);
  return Uint32Array.from(known.keys()).filter((item) => known[item]);
}

/** The columns that most items have. */
function mostFrequent(table: FeatureTable, most: number): FeatureTable {
  const counts = new Uint32Array(table.columns.length);
  for (const column of table.matrix.indices) counts[column]!++;
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const kept = new Set(order.slice(0, most).map((column) => table.columns[column]!));
  return selectColumns(table, (column) => kept.has(column));
}

function matrixOf({ matrix }: FeatureTable): Csr | null {
  return matrix.indices.length > 0 ? matrix : null;
}

const noMetadata = {
  code: 'features.no-metadata',
  text: {
    en: 'Nothing is known of the items beside interactions, so the model has no item features. A file with titles, categories, brands or prices can be given as data.itemsPath.',
    zh: '除交互记录外没有任何物品属性，因此模型不使用物品特征。可通过 data.itemsPath 提供包含标题、类别、品牌或价格的文件。',
  },
};
