import type { Dataset } from '../dataset';
import {
  entriesOf,
  joinBlocks,
  type FeatureBlock,
  type FeatureEntry,
  type FeatureTable,
} from './feature-table';
import { knownRows } from './item-features';
import { quantileBuckets } from './numeric';
import { timeShares } from './time';

/** Buckets of equal size by the number of a user's interactions. */
const ACTIVITY_BUCKETS = 5;

/**
 * What a user's training interactions say of them: the mean of their items' features (so the share of each category,
 * brand and price bucket, and the mean price), how active they are, and at what hours and on which days where times
 * are known. Users without training interactions have no features.
 *
 * @param items features of the items, of which a profile is the mean
 */
export function userFeatures(train: Dataset, items: FeatureTable): FeatureTable {
  const { users, byUser } = train;
  const known = knownRows(byUser);
  const counts = Array.from({ length: users }, (_, user) =>
    known[user] ? byUser.offsets[user + 1]! - byUser.offsets[user]! : NaN,
  );
  return joinBlocks(users, [
    profiles(train, items),
    quantileBuckets('activity', counts, known, ACTIVITY_BUCKETS),
    ...(byUser.timestamps ? [timeShares('hour', byUser), timeShares('weekday', byUser)] : []),
  ]);
}

/** The mean of the feature rows of each user's items. */
export function profiles({ users, byUser }: Dataset, { columns, matrix }: FeatureTable): FeatureBlock {
  const sums = new Float64Array(matrix.columns);
  const rows = Array.from({ length: users }, (_, user): FeatureEntry[] => {
    const items = byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1]);
    const touched = new Set<number>();
    for (const item of items)
      for (const [column, value] of entriesOf(matrix, item)) {
        sums[column]! += value;
        touched.add(column);
      }
    const row = [...touched].map((column): FeatureEntry => [column, sums[column]! / items.length]);
    for (const column of touched) sums[column] = 0;
    return row;
  });
  return { columns, rows };
}
