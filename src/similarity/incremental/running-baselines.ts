import type { Dataset } from '../../data/dataset';
import { fitBaselines, type Baselines } from '../baselines';

/** Surprise's defaults, as in `fitBaselines`. */
const USER_REGULARIZATION = 15;
const ITEM_REGULARIZATION = 10;

/**
 * The bias model while ratings come and go. An event renews the biases of its item and its user by their own closed
 * form, with all others held (one step of coordinate descent on the objective of `fitBaselines`); the cost is the
 * user's number of ratings. A refit, which solves for all, ends near but not at the same place.
 */
export class RunningBaselines implements Baselines {
  readonly users: Float64Array;
  readonly items: Float64Array;
  readonly #histories: Map<number, number>[];
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  /** Σ b_u over an item's raters */
  readonly #userSums: Float64Array;
  #total = 0;
  #count = 0;

  constructor(
    { byUser, byItem, ...train }: Dataset,
    fitted: Baselines = fitBaselines({ byUser, byItem, ...train }),
  ) {
    this.users = fitted.users.slice();
    this.items = fitted.items.slice();
    this.#histories = Array.from({ length: train.users }, () => new Map<number, number>());
    this.#sums = new Float64Array(train.items);
    this.#counts = new Float64Array(train.items);
    this.#userSums = new Float64Array(train.items);
    for (let user = 0; user < train.users; user++)
      for (let p = byUser.offsets[user]!; p < byUser.offsets[user + 1]!; p++)
        this.#add(user, byUser.indices[p]!, byUser.values[p]!, 1);
  }

  get mean(): number {
    return this.#count ? this.#total / this.#count : 0;
  }

  set(user: number, item: number, rating: number): void {
    this.#take(user, item);
    this.#add(user, item, rating, 1);
    this.#renew(user, item);
  }

  remove(user: number, item: number): void {
    if (this.#take(user, item)) this.#renew(user, item);
  }

  #take(user: number, item: number): boolean {
    const old = this.#histories[user]!.get(item);
    if (old === undefined) return false;
    this.#add(user, item, old, -1);
    return true;
  }

  #add(user: number, item: number, rating: number, sign: 1 | -1): void {
    if (sign === 1) this.#histories[user]!.set(item, rating);
    else this.#histories[user]!.delete(item);
    this.#sums[item]! += sign * rating;
    this.#counts[item]! += sign;
    this.#userSums[item]! += sign * this.users[user]!;
    this.#total += sign * rating;
    this.#count += sign;
  }

  #renew(user: number, item: number): void {
    const { mean } = this;
    const count = this.#counts[item]!;
    this.items[item] =
      count === 0
        ? 0
        : (this.#sums[item]! - count * mean - this.#userSums[item]!) / (ITEM_REGULARIZATION + count);
    const history = this.#histories[user]!;
    let sum = 0;
    for (const [other, rating] of history) sum += rating - mean - this.items[other]!;
    const bias = history.size === 0 ? 0 : sum / (USER_REGULARIZATION + history.size);
    const change = bias - this.users[user]!;
    this.users[user] = bias;
    for (const other of history.keys()) this.#userSums[other]! += change;
  }
}
