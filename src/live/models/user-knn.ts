import { PairSums } from '../../similarity/incremental/pair-sums';
import type { Scored } from '../../ranking/scored';
import { Top } from '../../ranking/top';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';

/**
 * Incremental user-based collaborative filtering on exact counts (Papagelis et al. 2005):
 *
 *   s_uv = n_uv / (√(n_u · n_v) + shrinkage),  score(u, j) = Σ s_uv over the k nearest v who have j
 *
 * with n_u the items that u has and n_uv those that both have. An event on (u, i) touches the pairs of u with those
 * who have i. Similarities are made when they are read, from counts that are always exact, rounded to f32 so that
 * sums do not depend on their order.
 */
export class StreamUserKnn implements StreamModel {
  readonly name = 'user-knn';
  readonly forgets = true;
  readonly #counts = new GrowingArray();
  readonly #together = new PairSums(1);
  readonly #owners: Set<number>[] = [];
  #scores = new Float64Array(0);
  #users = 0;

  constructor(
    readonly histories: Histories,
    readonly options: { readonly neighbours: number; readonly shrinkage: number },
  ) {}

  /** The nearest users, equal similarities by lower code. */
  neighbours(user: number): Scored[] {
    const nearest = new Top(this.options.neighbours);
    if (user >= this.#users) return [];
    const count = this.#counts.get(user);
    this.#together.forEach(user, (other, sums, offset) => {
      const scale = Math.sqrt(count * this.#counts.get(other)) + this.options.shrinkage;
      nearest.offer(other, Math.fround(sums[offset]! / scale));
    });
    return nearest.list();
  }

  recommend(user: number, count: number): Scored[] {
    const items = this.#owners.length;
    if (this.#scores.length < items) this.#scores = new Float64Array(2 * items);
    const scores = this.#scores.fill(0, 0, items);
    for (const { item: neighbour, score } of this.neighbours(user)) {
      for (const item of this.histories.of(neighbour).keys()) if (item < items) scores[item]! += score;
    }
    for (const item of this.histories.of(user).keys()) scores[item] = 0;
    const top = new Top(count);
    for (let item = 0; item < items; item++) if (scores[item]! > 0) top.offer(item, scores[item]!);
    return top.list();
  }

  score(user: number, item: number): number {
    let sum = 0;
    for (const { item: neighbour, score } of this.neighbours(user))
      if (this.histories.has(neighbour, item)) sum += score;
    return sum;
  }

  /** Takes in all that the histories hold, at once: the same counts as by learning each event. Nothing came before. */
  warm(): void {
    const rows = Array.from({ length: this.histories.users }, (_, user) =>
      Uint32Array.from(this.histories.of(user).keys()),
    );
    this.#users = rows.length;
    this.#together.grow(rows.length);
    while (this.#owners.length < this.histories.items) this.#owners.push(new Set());
    rows.forEach((row, user) => {
      this.#counts.set(user, row.length);
      for (const item of row) this.#owners[item]!.add(user);
    });
    const owners = this.#owners.map((all) => Uint32Array.from(all));
    const sums = new Float64Array(rows.length);
    rows.forEach((row, user) => {
      const others: number[] = [];
      for (const item of row) for (const other of owners[item]!) if (sums[other]!++ === 0) others.push(other);
      const met = Uint32Array.from(others);
      this.#together.load(user, met, sums);
      for (const other of met) sums[other] = 0;
    });
  }

  learn({ user, item }: StreamEvent): void {
    if (!this.histories.has(user, item)) this.#count(user, item, 1);
  }

  unlearn({ user, item }: StreamEvent): void {
    if (this.histories.times(user, item) === 1) this.#count(user, item, -1);
  }

  #count(user: number, item: number, change: 1 | -1): void {
    this.#users = Math.max(this.#users, user + 1);
    this.#together.grow(this.#users);
    while (this.#owners.length <= item) this.#owners.push(new Set());
    const owners = this.#owners[item]!;
    if (change < 0) owners.delete(user);
    this.#counts.add(user, change);
    for (const other of owners) {
      this.#together.add(user, other, change);
      this.#together.add(other, user, change);
    }
    if (change > 0) owners.add(user);
  }
}
