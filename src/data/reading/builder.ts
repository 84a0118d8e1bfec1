import type { IdIndex } from '../interactions';
import { normalizeUnit } from './times';

/** The typed columns of a table, growing row by row. */
export class ColumnBuilder {
  #users = new Uint32Array(4096);
  #items = new Uint32Array(4096);
  #ratings: Float32Array | null;
  #timestamps: Float64Array | null;
  length = 0;

  constructor(
    withRatings: boolean,
    withTimestamps: boolean,
    /** Times are plain numbers, whose unit shows only in the whole column. */
    readonly numericTimes: boolean,
  ) {
    this.#ratings = withRatings ? new Float32Array(4096) : null;
    this.#timestamps = withTimestamps ? new Float64Array(4096) : null;
  }

  add(user: number, item: number, rating: number, timestamp: number): void {
    const row = this.length++;
    if (row === this.#users.length) this.#grow();
    this.#users[row] = user;
    this.#items[row] = item;
    if (this.#ratings) this.#ratings[row] = rating;
    if (this.#timestamps) this.#timestamps[row] = timestamp;
  }

  finish(userIds: IdIndex, itemIds: IdIndex) {
    const timestamps = this.#timestamps?.slice(0, this.length) ?? null;
    if (timestamps && this.numericTimes) normalizeUnit(timestamps);
    return {
      length: this.length,
      userIds,
      itemIds,
      users: this.#users.slice(0, this.length),
      items: this.#items.slice(0, this.length),
      ratings: this.#ratings?.slice(0, this.length) ?? null,
      timestamps,
    };
  }

  #grow(): void {
    const length = 2 * this.#users.length;
    const users = new Uint32Array(length);
    const items = new Uint32Array(length);
    users.set(this.#users);
    items.set(this.#items);
    this.#users = users;
    this.#items = items;
    if (this.#ratings) {
      const ratings = new Float32Array(length);
      ratings.set(this.#ratings);
      this.#ratings = ratings;
    }
    if (this.#timestamps) {
      const timestamps = new Float64Array(length);
      timestamps.set(this.#timestamps);
      this.#timestamps = timestamps;
    }
  }
}
