import type { Dataset } from '../data/dataset';
import { ResearcherError } from '../errors';
import type { StreamEvent } from './event';

/** A data set as events, oldest first. */
export interface EventStream {
  readonly length: number;
  /** The event at a position (from 0). */
  at(position: number): StreamEvent;
  /** The data set's code of each item of the stream; last those that it does not hold. */
  readonly itemOf: Uint32Array;
}

/**
 * The interactions of a data set in order of time; equal times keep the order of the file. User and item codes are
 * renumbered in order of first appearance, so that a model on the stream grows as a shop does.
 *
 * @param minRating interactions below are left out (null: none)
 * @throws ResearcherError `live.no-time` where the data has no timestamps
 */
export function streamOf(dataset: Dataset, minRating: number | null = null): EventStream {
  const { byUser, order } = dataset;
  const { timestamps } = byUser;
  if (!timestamps) {
    throw new ResearcherError('live.no-time', {
      en: 'A replay needs timestamps, and this data set has none. Map its time column, or choose another data set.',
      zh: '回放需要时间戳，而该数据集没有。请指定时间列，或换用其他数据集。',
    });
  }
  const users = new Uint32Array(dataset.interactions);
  for (let user = 0; user < byUser.rows; user++) {
    users.fill(user, byUser.offsets[user], byUser.offsets[user + 1]);
  }
  const places = Array.from({ length: dataset.interactions }, (_, i) => i)
    .filter((i) => minRating === null || byUser.values[i]! >= minRating)
    .sort((a, b) => timestamps[a]! - timestamps[b]! || order[a]! - order[b]!);
  const [userCodes, itemCodes] = [new Renumbering(dataset.users), new Renumbering(dataset.items)];
  const columns = {
    users: Uint32Array.from(places, (i) => userCodes.of(users[i]!)),
    items: Uint32Array.from(places, (i) => itemCodes.of(byUser.indices[i]!)),
    ratings: Float32Array.from(places, (i) => byUser.values[i]!),
    timestamps: Float64Array.from(places, (i) => timestamps[i]!),
  };
  return {
    length: places.length,
    itemOf: itemCodes.old(),
    at: (position) => ({
      kind: dataset.hasRatings ? 'rating' : 'purchase',
      user: columns.users[position]!,
      item: columns.items[position]!,
      rating: columns.ratings[position]!,
      timestamp: columns.timestamps[position]!,
    }),
  };
}

/** New codes in order of first use. */
class Renumbering {
  readonly #codes: Int32Array;
  #next = 0;

  constructor(count: number) {
    this.#codes = new Int32Array(count).fill(-1);
  }

  of(old: number): number {
    if (this.#codes[old] === -1) this.#codes[old] = this.#next++;
    return this.#codes[old]!;
  }

  /** The old code of each new one; the unused come last. */
  old(): Uint32Array {
    const olds = new Uint32Array(this.#codes.length);
    this.#codes.forEach((code, old) => {
      olds[code === -1 ? this.of(old) : code] = old;
    });
    return olds;
  }
}
