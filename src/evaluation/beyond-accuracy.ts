import { NO_ITEM } from '../compute/contracts/select';
import type { Csr, Dataset } from '../data/dataset';

/** Novelty, diversity, coverage and Gini index of lists as they come by; see `metrics.ts` for the formulas. */
export class BeyondAccuracy {
  readonly #selfInformation: Float64Array;
  readonly #byItem: Csr;
  readonly #similarities = new Map<number, number>();
  readonly #counts = new Map<number, Uint32Array>();
  readonly #items: number;

  constructor(train: Dataset, cutoffs: readonly number[]) {
    const { offsets } = train.byItem;
    const users = train.byUser.offsets.reduce(
      (count, end, i, all) => count + (i > 0 && end > all[i - 1]! ? 1 : 0),
      0,
    );
    this.#byItem = train.byItem;
    this.#items = train.items;
    this.#selfInformation = Float64Array.from({ length: train.items }, (_, item) =>
      Math.log2(users / Math.max(1, offsets[item + 1]! - offsets[item]!)),
    );
    for (const cutoff of cutoffs) this.#counts.set(cutoff, new Uint32Array(train.items));
  }

  /** Counts a user's list in for coverage and the Gini index. */
  count(list: Uint32Array, cutoff: number): void {
    const counts = this.#counts.get(cutoff)!;
    for (const item of head(list, cutoff)) counts[item]!++;
  }

  /** Mean self-information of the list in bits; 0 for an empty one. */
  novelty(list: Uint32Array, cutoff: number): number {
    const items = head(list, cutoff);
    return items.length
      ? items.reduce((sum, item) => sum + this.#selfInformation[item]!, 0) / items.length
      : 0;
  }

  /** Mean of 1 − cosine over the pairs of the list; 0 where there is no pair. */
  diversity(list: Uint32Array, cutoff: number): number {
    const items = head(list, cutoff);
    let sum = 0;
    for (let a = 1; a < items.length; a++) {
      for (let b = 0; b < a; b++) sum += 1 - this.#similarity(items[a]!, items[b]!);
    }
    return items.length > 1 ? sum / ((items.length * (items.length - 1)) / 2) : 0;
  }

  coverage(cutoff: number): number {
    return (
      this.#counts.get(cutoff)!.reduce((covered, count) => covered + (count > 0 ? 1 : 0), 0) / this.#items
    );
  }

  /** 0 where nothing was recommended. */
  gini(cutoff: number): number {
    const counts = this.#counts.get(cutoff)!.slice().sort();
    const total = counts.reduce((sum, count) => sum + count, 0);
    const weighted = counts.reduce((sum, count, i) => sum + (2 * (i + 1) - counts.length - 1) * count, 0);
    return total > 0 ? weighted / (counts.length * total) : 0;
  }

  /** Cosine of the sets of users; popular pairs come back for many users, so they are kept. */
  #similarity(a: number, b: number): number {
    const key = Math.min(a, b) * this.#items + Math.max(a, b);
    let similarity = this.#similarities.get(key);
    if (similarity === undefined) {
      const { offsets, indices } = this.#byItem;
      let [i, j, common] = [offsets[a]!, offsets[b]!, 0];
      const [endA, endB] = [offsets[a + 1]!, offsets[b + 1]!];
      const norm = Math.sqrt((endA - i) * (endB - j));
      while (i < endA && j < endB) {
        const [x, y] = [indices[i]!, indices[j]!];
        if (x === y) common++;
        if (x <= y) i++;
        if (y <= x) j++;
      }
      similarity = norm > 0 ? common / norm : 0;
      this.#similarities.set(key, similarity);
    }
    return similarity;
  }
}

function head(list: Uint32Array, cutoff: number): Uint32Array {
  const end = list.indexOf(NO_ITEM);
  return list.subarray(0, Math.min(cutoff, end < 0 ? list.length : end));
}
