import { PairSums } from '../../similarity/incremental/pair-sums';

/** `antecedent → consequent` over baskets. */
export interface AssociationRule {
  readonly antecedent: number;
  readonly consequent: number;
  /** Baskets that hold both. */
  readonly support: number;
  /** Share of the antecedent's baskets that also hold the consequent. */
  readonly confidence: number;
  /** confidence / (share of all baskets that hold the consequent): above 1 where they attract each other. */
  readonly lift: number;
}

/**
 * Counts of items and pairs over baskets, kept exact as baskets arrive (Agrawal, Imieliński & Swami 1993 for support and
 * confidence; Brin et al. 1997 for lift). One basket of n items costs n².
 */
export class Baskets {
  readonly #single: number[] = [];
  readonly #pairs = new PairSums(1);
  #baskets = 0;

  get count(): number {
    return this.#baskets;
  }

  add(items: Iterable<number>): void {
    this.#count(items, 1);
  }

  /** Takes a basket back that was added before. */
  remove(items: Iterable<number>): void {
    this.#count(items, -1);
  }

  #count(items: Iterable<number>, change: 1 | -1): void {
    const distinct = [...new Set(items)];
    this.#baskets += change;
    for (const item of distinct) while (this.#single.length <= item) this.#single.push(0);
    this.#pairs.grow(this.#single.length);
    for (const item of distinct) {
      this.#single[item]! += change;
      for (const other of distinct) {
        if (other === item) continue;
        const offset = this.#pairs.ensure(item, other);
        const together = (this.#pairs.sumsOf(item)[offset]! += change);
        if (together === 0) this.#pairs.remove(item, other);
      }
    }
  }

  /** Baskets that hold the item. */
  frequency(item: number): number {
    return this.#single[item] ?? 0;
  }

  /** Baskets that hold both items. */
  together(first: number, second: number): number {
    if (first >= this.#single.length || first === second) return 0;
    const offset = this.#pairs.find(first, second);
    return offset < 0 ? 0 : this.#pairs.sumsOf(first)[offset]!;
  }

  rule(antecedent: number, consequent: number): AssociationRule {
    const support = this.together(antecedent, consequent);
    const confidence = support / (this.frequency(antecedent) || 1);
    const expected = this.frequency(consequent) / (this.#baskets || 1);
    return { antecedent, consequent, support, confidence, lift: expected > 0 ? confidence / expected : 0 };
  }

  /** All rules from an item with at least this support, greatest lift first (then support, then code). */
  rulesFrom(antecedent: number, minSupport: number): AssociationRule[] {
    return [...this.companions(antecedent)]
      .filter((consequent) => this.together(antecedent, consequent) >= minSupport)
      .map((consequent) => this.rule(antecedent, consequent))
      .sort((a, b) => b.lift - a.lift || b.support - a.support || a.consequent - b.consequent);
  }

  /** Items that stand beside this one in some basket. */
  companions(item: number): number[] {
    const found: number[] = [];
    if (item < this.#single.length) this.#pairs.forEach(item, (other) => found.push(other));
    return found;
  }
}
