import { streamOf } from '../../compute/random';
import type { FeatureBlock, FeatureGroup } from './feature-table';

/**
 * Words hashed into a fixed number of columns (Weinberger et al. 2009, "Feature hashing for large scale multitask
 * learning"): a word's hash names its column, another bit of it the sign, so that words which meet in a column
 * cancel out on average. Nothing is fitted, so a word never seen before has its place too.
 */
export function hashedWords(
  group: FeatureGroup,
  words: readonly (readonly string[])[],
  buckets: number,
): FeatureBlock {
  return {
    columns: Array.from({ length: buckets }, (_, bucket) => ({
      group,
      name: { en: `words #${bucket}`, zh: `词桶 ${bucket}` },
    })),
    rows: words.map((row) => {
      const sums = new Map<number, number>();
      for (const word of row) {
        const hash = streamOf(word);
        const bucket = hash % buckets;
        // FNV-1a’s lowest bits choose the bucket, so the sign comes from the highest.
        sums.set(bucket, (sums.get(bucket) ?? 0) + (hash >>> 31 ? -1 : 1));
      }
      return [...sums].filter(([, sum]) => sum !== 0);
    }),
  };
}
