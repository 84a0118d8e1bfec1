import type { Scored } from '../../ranking/scored';
import { Top } from '../../ranking/top';
import type { StreamEvent, StreamModel } from '../event';
import { GrowingArray } from '../growing';
import type { Histories } from '../history';
import type { Shelves } from '../shelves';

/** Weights are multiples of this, so that their sums are exact and come out the same in any order. */
const STEP = 2 ** -20;

/**
 * What a user had, by what the items are (the vector space form of Lops, de Gemmis & Semeraro 2011, §3.3.1, after
 * Rocchio 1971): with n_uf the items of u that have feature f, and of N described items N_f with f,
 *
 *   score(u, j) = Σ_{f of j} n_uf · w_f / √(Σ_{f of j} w_f),  w_f = ln(N / N_f)²,
 *
 * the cosine of the TF-IDF vectors of profile and item but for the profile's own length, which orders nothing. Kept are
 * counts alone: an event touches the features of its item, and an item that is described, before or after anybody had
 * it, is recommended from then on. Both are exact at any time, in any order.
 */
export class StreamContentProfile implements StreamModel {
  readonly name = 'content-profile';
  readonly forgets = true;
  /** Numbers of features by their names. */
  readonly #codes = new Map<string, number>();
  /** Features of each item, and items of each feature. */
  readonly #features: (readonly number[] | undefined)[] = [];
  readonly #items: number[][] = [];
  /** Of each user, how many of their items have a feature. */
  readonly #profiles = new Map<number, Map<number, number>>();
  readonly #scores = new GrowingArray();
  /** Of features, as long as no further item is described. */
  #weights: number[] = [];
  #described = 0;
  /** Items of the shelves that were looked at. */
  #met = 0;

  /** @param shelves what is recommended from, looked at before every answer; without, items are described by hand */
  constructor(
    readonly histories: Histories,
    readonly shelves: Shelves | null = null,
  ) {}

  /** Says what an item is, once; from then on it can be recommended. Who had it before likes such items too. */
  describe(item: number, names: readonly string[]): void {
    if (this.#features[item]) return;
    const features = [...new Set(names)].map((name) => {
      const code = this.#codes.get(name) ?? this.#codes.size;
      this.#codes.set(name, code);
      return code;
    });
    this.#features[item] = features;
    this.#weights = [];
    if (features.length > 0) this.#described++;
    for (const feature of features) (this.#items[feature] ??= []).push(item);
    for (let user = 0; user < this.histories.users; user++)
      if (this.histories.has(user, item)) this.#count(user, item, 1);
  }

  recommend(user: number, count: number): Scored[] {
    this.#look();
    const profile = this.#profiles.get(user);
    if (!profile) return [];
    const scores = this.#scores;
    const touched = new Set<number>();
    for (const [feature, times] of profile) {
      const weight = times * this.#weight(feature);
      for (const item of this.#items[feature]!) {
        scores.add(item, weight);
        touched.add(item);
      }
    }
    const top = new Top(count);
    for (const item of touched) {
      const score = scores.get(item);
      scores.set(item, 0);
      if (score > 0 && !this.histories.has(user, item) && (this.shelves?.offers(item) ?? true))
        top.offer(item, score / this.#length(item));
    }
    return top.list();
  }

  score(user: number, item: number): number {
    this.#look();
    const profile = this.#profiles.get(user);
    let sum = 0;
    for (const feature of this.#features[item] ?? [])
      sum += (profile?.get(feature) ?? 0) * this.#weight(feature);
    return sum > 0 ? sum / this.#length(item) : 0;
  }

  learn({ user, item }: StreamEvent): void {
    this.#look();
    if (!this.histories.has(user, item)) this.#count(user, item, 1);
  }

  unlearn({ user, item }: StreamEvent): void {
    if (this.histories.times(user, item) === 1) this.#count(user, item, -1);
  }

  #look(): void {
    const { shelves } = this;
    if (!shelves) return;
    for (; this.#met < shelves.items; this.#met++) this.describe(this.#met, shelves.features(this.#met));
  }

  #count(user: number, item: number, change: 1 | -1): void {
    const profile = this.#profiles.get(user) ?? new Map<number, number>();
    for (const feature of this.#features[item] ?? []) {
      const times = (profile.get(feature) ?? 0) + change;
      if (times > 0) profile.set(feature, times);
      else profile.delete(feature);
    }
    if (profile.size > 0) this.#profiles.set(user, profile);
    else this.#profiles.delete(user);
  }

  #weight(feature: number): number {
    return (this.#weights[feature] ??=
      Math.round(Math.log(this.#described / this.#items[feature]!.length) ** 2 / STEP) * STEP);
  }

  #length(item: number): number {
    let sum = 0;
    for (const feature of this.#features[item]!) sum += this.#weight(feature);
    return Math.sqrt(sum);
  }
}
