import type { Dataset } from '../data/dataset';
import { byPopularity, itemGroups, type ItemGroups } from './item-groups';

/** Weight of the history in the smoothed shares of a list, so that no logarithm is infinite (Steck 2018). */
const SMOOTHING = 0.01;

/** Metrics that hold a list against what the user did before; see metrics-of-lists.ts for the formulas. */
export class UserProfiles {
  readonly #groups: ItemGroups;
  readonly #order: readonly number[];

  constructor(readonly train: Dataset) {
    this.#groups = itemGroups(train);
    this.#order = byPopularity(train);
  }

  #history(user: number): Uint32Array {
    const { offsets, indices } = this.train.byUser;
    return indices.subarray(offsets[user], offsets[user + 1]);
  }

  /** Hits that the `cutoff` most popular unseen items do not contain, per place on the list. */
  serendipity(user: number, list: Uint32Array, relevant: ReadonlySet<number>, cutoff: number): number {
    const seen = new Set(this.#history(user));
    const expected = new Set<number>();
    for (const item of this.#order) {
      if (expected.size === cutoff) break;
      if (!seen.has(item)) expected.add(item);
    }
    return list.filter((item) => relevant.has(item) && !expected.has(item)).length / cutoff;
  }

  /** NaN for a user without history or list. */
  popularityLift(user: number, list: Uint32Array): number {
    const { offsets } = this.train.byItem;
    const mean = (items: Uint32Array) =>
      items.reduce((sum, item) => sum + offsets[item + 1]! - offsets[item]!, 0) / items.length;
    return mean(list) / mean(this.#history(user)) - 1;
  }

  /** Kullback–Leibler divergence in nats; NaN for a user without history or list. */
  miscalibration(user: number, list: Uint32Array): number {
    const [wanted, given] = [this.#shares(this.#history(user)), this.#shares(list)];
    if (!wanted || !given) return NaN;
    let divergence = 0;
    for (const [group, share] of wanted) {
      divergence += share * Math.log(share / ((1 - SMOOTHING) * (given.get(group) ?? 0) + SMOOTHING * share));
    }
    return divergence;
  }

  #shares(items: Uint32Array): Map<number, number> | null {
    const shares = new Map<number, number>();
    let counted = 0;
    for (const item of items) {
      const groups = this.#groups(item);
      if (groups.length > 0) counted++;
      for (const group of groups) shares.set(group, (shares.get(group) ?? 0) + 1 / groups.length);
    }
    for (const [group, sum] of shares) shares.set(group, sum / counted);
    return counted > 0 ? shares : null;
  }
}
