import { PairSums } from '../../similarity/incremental/pair-sums';
import type { Scored } from '../../ranking/scored';
import { Top } from '../../ranking/top';
import type { ScorePart, StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';

/** Users whose scores are kept up to date, the latest: those who are in the shop now, on a log mostly one or two. */
const ACTIVE = 8;

/**
 * Incremental item-based collaborative filtering on exact counts (Sarwar et al. 2001; kept incrementally after
 * Papagelis et al. 2005):
 *
 *   s_ij = n_ij / (√(n_i · n_j) + shrinkage),  score(u, j) = Σ_{i in history of u} recency^(steps back) · s_ij
 *
 * with n_i the users who have i and n_ij those who have both. Only the counts are kept: an event on (u, i) touches the
 * pairs of i with the user's other items and nothing else, while storing similarities would renew all of i's row, tens
 * of thousands of places apart for what many have.
 *
 * Similarities are rounded to f32, so that their f64 sums are exact and come out the same in any order: a model that
 * took events back scores as one that never saw them, to the bit, and the scores of users who are active can follow
 * an event by the one row that it changed instead of being summed anew (at recency 1).
 */
export class StreamItemKnn implements StreamModel {
  readonly name = 'item-knn';
  readonly forgets = true;
  readonly #counts = new GrowingArray();
  readonly #together = new PairSums(1);
  /** Scores of all items for the latest users, least recent first; those in the history are not masked. */
  readonly #active = new Map<number, Float64Array>();
  #items = 0;

  constructor(
    readonly histories: Histories,
    readonly options: { readonly shrinkage: number; readonly recency: number },
  ) {}

  recommend(user: number, count: number): Scored[] {
    const scores = this.#scoresOf(user);
    const history = this.histories.of(user);
    const top = new Top(count);
    for (let item = 0; item < this.#items; item++) {
      const score = scores[item]!;
      if (score > 0 && top.takes(item, score) && !history.has(item)) top.offer(item, score);
    }
    return top.list();
  }

  #scoresOf(user: number): Float64Array {
    const { recency } = this.options;
    let scores = this.#active.get(user);
    this.#active.delete(user);
    if (!scores || recency !== 1) {
      scores = this.#cleared(scores);
      for (const [item, weight] of this.#weights(user))
        if (item < this.#items) this.#addRow(item, weight, scores);
    }
    this.#active.set(user, scores);
    return scores;
  }

  /** Room for the scores of all items, all 0; that of the user who was away longest, where enough are active. */
  #cleared(own: Float64Array | undefined): Float64Array {
    let room = own;
    if (!room && this.#active.size >= ACTIVE) {
      const longest = this.#active.keys().next().value!;
      room = this.#active.get(longest);
      this.#active.delete(longest);
    }
    return room && room.length >= this.#items ? room.fill(0) : new Float64Array(2 * this.#items);
  }

  /** Adds `weight` times the similarities of an item to `into`, by the other item. */
  #addRow(item: number, weight: number, into: Float64Array): void {
    const counts = this.#counts.values();
    const own = counts[item]!;
    const { shrinkage } = this.options;
    this.#together.forEach(item, (other, sums, offset) => {
      const scale = Math.sqrt(own * counts[other]!) + shrinkage;
      into[other]! += weight * Math.fround(sums[offset]! / scale);
    });
  }

  /** What each item of the history weighs, oldest first. */
  *#weights(user: number): Generator<readonly [item: number, weight: number]> {
    const history = this.histories.of(user);
    let back = history.size;
    for (const item of history.keys()) yield [item, this.options.recency ** --back];
  }

  score(user: number, item: number): number {
    return this.explain(user, item).reduce((sum, { share }) => sum + share, 0);
  }

  /** What each item of the history adds to a score, in the order of the history. */
  explain(user: number, item: number): ScorePart[] {
    const parts: ScorePart[] = [];
    for (const [other, weight] of this.#weights(user)) {
      const similarity = this.similarity(other, item);
      if (similarity > 0) parts.push({ item: other, share: weight * similarity });
    }
    return parts;
  }

  /** n_i: users who have the item. */
  holders(item: number): number {
    return this.#counts.get(item);
  }

  /** s_ij; 0 where no user has both. */
  similarity(first: number, second: number): number {
    if (first >= this.#items) return 0;
    const offset = this.#together.find(first, second);
    const together = offset < 0 ? 0 : this.#together.sumsOf(first)[offset]!;
    return together > 0 ? this.#similarity(together, first, second) : 0;
  }

  /** The items most similar to one, best first, equal similarities by lower code. */
  neighbours(item: number, count: number): Scored[] {
    const top = new Top(count);
    if (item < this.#items)
      this.#together.forEach(item, (other, sums, offset) =>
        top.offer(other, this.#similarity(sums[offset]!, item, other)),
      );
    return top.list();
  }

  /** Takes in all that the histories hold, at once: the same counts as by learning each event. Nothing came before. */
  warm(): void {
    for (const _ of this.warming()) continue;
  }

  /** The same in steps. */
  *warming(): Generator<undefined> {
    const rows = Array.from({ length: this.histories.users }, (_, user) =>
      Uint32Array.from(this.histories.of(user).keys()),
    );
    this.#grow(this.histories.items);
    const holders: number[][] = Array.from({ length: this.#items }, () => []);
    rows.forEach((row, user) => row.forEach((item) => holders[item]!.push(user)));
    holders.forEach(({ length }, item) => this.#counts.set(item, length));
    const sums = new Float64Array(this.#items);
    for (let item = 0; item < this.#items; item++) {
      const others: number[] = [];
      for (const user of holders[item]!)
        for (const other of rows[user]!) if (sums[other]!++ === 0) others.push(other);
      const met = Uint32Array.from(others);
      this.#together.load(item, met, sums);
      for (const other of met) sums[other] = 0;
      yield;
    }
  }

  learn({ user, item }: StreamEvent): void {
    if (!this.histories.has(user, item)) this.#count(user, item, 1);
  }

  unlearn({ user, item }: StreamEvent): void {
    if (this.histories.times(user, item) === 1) this.#count(user, item, -1);
  }

  #count(user: number, item: number, change: 1 | -1): void {
    this.#grow(item + 1);
    for (const [active, scores] of this.#active)
      if (this.histories.has(active, item)) this.#addRow(item, -1, scores);
    this.#counts.add(item, change);
    for (const other of this.histories.of(user).keys()) {
      if (other === item || other >= this.#items) continue;
      this.#together.add(item, other, change);
      this.#together.add(other, item, change);
    }
    for (const [active, scores] of this.#active) {
      const has = active === user ? change > 0 : this.histories.has(active, item);
      if (has) this.#addRow(item, 1, scores);
      let sum = 0;
      for (const other of this.histories.of(active).keys()) sum += this.similarity(other, item);
      scores[item] = sum;
    }
  }

  #grow(items: number): void {
    this.#items = Math.max(this.#items, items);
    this.#together.grow(this.#items);
    for (const [user, scores] of this.#active) {
      if (scores.length >= this.#items) continue;
      const larger = new Float64Array(2 * this.#items);
      larger.set(scores);
      this.#active.set(user, larger);
    }
  }

  #similarity(together: number, first: number, second: number): number {
    const scale = Math.sqrt(this.#counts.get(first) * this.#counts.get(second)) + this.options.shrinkage;
    return Math.fround(together / scale);
  }
}
