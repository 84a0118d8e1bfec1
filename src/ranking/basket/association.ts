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
  readonly #single = new Map<number, number>();
  readonly #pairs = new Map<number, Map<number, number>>();
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
    for (const item of distinct) {
      changeBy(this.#single, item, change);
      const row = this.#pairs.get(item) ?? new Map<number, number>();
      this.#pairs.set(item, row);
      for (const other of distinct) if (other !== item) changeBy(row, other, change);
    }
  }

  /** Baskets that hold the item. */
  frequency(item: number): number {
    return this.#single.get(item) ?? 0;
  }

  /** Baskets that hold both items. */
  together(first: number, second: number): number {
    return this.#pairs.get(first)?.get(second) ?? 0;
  }

  rule(antecedent: number, consequent: number): AssociationRule {
    const support = this.together(antecedent, consequent);
    const confidence = support / (this.frequency(antecedent) || 1);
    const expected = this.frequency(consequent) / (this.#baskets || 1);
    return { antecedent, consequent, support, confidence, lift: expected > 0 ? confidence / expected : 0 };
  }

  /** All rules from an item with at least this support, greatest lift first (then support, then code). */
  rulesFrom(antecedent: number, minSupport: number): AssociationRule[] {
    return [...(this.#pairs.get(antecedent) ?? [])]
      .filter(([, support]) => support >= minSupport)
      .map(([consequent]) => this.rule(antecedent, consequent))
      .sort((a, b) => b.lift - a.lift || b.support - a.support || a.consequent - b.consequent);
  }

  /** Items that stand beside this one in some basket. */
  companions(item: number): Iterable<number> {
    return this.#pairs.get(item)?.keys() ?? [];
  }
}

/** Counts that fall to nothing leave, so that what was taken back leaves no trace. */
function changeBy(counts: Map<number, number>, key: number, change: number): void {
  const value = (counts.get(key) ?? 0) + change;
  if (value === 0) counts.delete(key);
  else counts.set(key, value);
}
