import { Baskets } from '../ranking/basket/association';
import type { StreamEvent } from './event';
import { EventWindow } from './forgetting';
import { Histories } from './history';
import { StreamItemKnn } from './models/item-knn';
import { StreamPopularity } from './models/popularity';
import { follow, type Change, type OwnedModel } from './owned-model';
import { RefittedModel } from './refit';
import type { VisitEvent } from './visit';

/** Added to √(n₁n₂) in similarities, as in the published streaming figures. */
const SHRINKAGE = 10;

/** Events with what was bought together. */
type PastEvents = Iterable<StreamEvent & { readonly checkout?: number | null }>;

/**
 * What a shop knows of who has what: histories, its own models, models that follow, and what is bought together. With a
 * window it is exactly what the latest events tell; baskets belong to them as long as they do whole.
 */
export class Knowledge {
  readonly histories = new Histories();
  readonly itemKnn = new StreamItemKnn(this.histories, { shrinkage: SHRINKAGE, recency: 1 });
  readonly popularity = new StreamPopularity(this.histories);
  readonly baskets = new Baskets();
  readonly #followers: RefittedModel[] = [];
  readonly #window: EventWindow | null;
  /** With a window: what each checkout that it holds whole put into its basket. */
  readonly #checkouts = new Map<number, readonly number[]>();

  constructor(window: number | null) {
    this.#window = window === null ? null : new EventWindow(window);
  }

  get window(): number | null {
    return this.#window?.size ?? null;
  }

  /** What happened before, oldest first, taken in at once; before anything else. */
  warm(events: PastEvents): void {
    for (const _ of this.warming(events)) continue;
  }

  /** The same in steps of microseconds, between which nothing else may be asked. */
  *warming(events: PastEvents): Generator<undefined> {
    const cut = new Set<number>();
    const checkouts = new Map<number, number[]>();
    for (const each of events) {
      const event = { ...each, checkout: each.checkout ?? null };
      const { checkout, item } = event;
      const basket = checkout === null ? null : (checkouts.get(checkout) ?? []);
      basket?.push(item);
      if (basket && checkout !== null) checkouts.set(checkout, basket);
      if (!this.#window) this.#remember(event);
      else {
        const out = this.#window.add(event, true);
        if (out && out.checkout !== null) cut.add(out.checkout);
      }
      yield;
    }
    for (const event of this.#window?.lessons() ?? []) this.#remember(event);
    yield* this.itemKnn.warming();
    for (const [checkout, items] of checkouts) {
      if (!cut.has(checkout)) this.checkedOut(checkout, items);
      yield;
    }
  }

  #remember(event: StreamEvent): void {
    this.popularity.learn(event);
    this.histories.add(event);
  }

  /** Lets another model follow what is learned from now on, and fits it anew when asked to. */
  follow(first: OwnedModel): RefittedModel {
    const follower = new RefittedModel(first);
    this.#followers.push(follower);
    return follower;
  }

  /** Takes an event in; returns the one that is forgotten for it, if any. */
  add(event: VisitEvent): VisitEvent | null {
    if (teaches(event)) this.#change({ event, what: 'learned', left: null });
    const oldest = this.#window?.add(event, teaches(event)) ?? null;
    if (!oldest) return null;
    if (teaches(oldest)) this.#change({ event: oldest, what: 'forgotten', left: this.#left(oldest) });
    if (oldest.checkout !== null) this.#forgetBasket(oldest.checkout);
    return oldest;
  }

  /** The items were bought together. */
  checkedOut(checkout: number, items: readonly number[]): void {
    if (items.length === 0) return;
    this.baskets.add(items);
    if (this.#window) this.#checkouts.set(checkout, items);
  }

  /** Takes events back as if they had not been, a checkout as one. */
  takeBack(events: readonly VisitEvent[]): void {
    for (const event of events) {
      this.#window?.takeOut(event);
      if (teaches(event)) this.#change({ event, what: 'taken back', left: this.#left(event) });
    }
    const checkout = events[0]?.checkout ?? null;
    if (checkout === null) return;
    if (this.#window) this.#forgetBasket(checkout);
    else this.baskets.remove(events.map(({ item }) => item));
  }

  #forgetBasket(checkout: number): void {
    const items = this.#checkouts.get(checkout);
    if (items) this.baskets.remove(items);
    this.#checkouts.delete(checkout);
  }

  /** What is left of the user where the pair came more than once, the event itself no longer among it. */
  #left({ user, item }: StreamEvent): readonly StreamEvent[] | null {
    if (!this.#window || this.histories.times(user, item) < 2) return null;
    return this.#window.lessonsOf(user).slice();
  }

  #change(change: Change): void {
    const { event, what } = change;
    if (what === 'learned') this.itemKnn.learn(event);
    else this.itemKnn.unlearn(event);
    follow({ model: this.popularity, histories: this.histories }, change);
    for (const follower of this.#followers) follower.follow(change);
  }

  /**
   * All that teaches, oldest first: what a model is to be fitted on to know what the shop does.
   *
   * @param before what the shop was warmed with
   * @param logged what of the visits can still be taken back, oldest first
   */
  *lessons(before: Iterable<StreamEvent>, logged: readonly VisitEvent[]): Generator<StreamEvent> {
    if (this.#window) {
      yield* this.#window.lessons();
      return;
    }
    const told = new Histories();
    for (const event of before) {
      told.add(event);
      yield event;
    }
    const latest = logged.filter(teaches);
    for (const event of latest) told.add(event);
    yield* this.#settled(told);
    yield* latest;
  }

  /** What the shop knows beyond what is told; nobody knows any more when it happened. */
  *#settled(told: Histories): Generator<StreamEvent> {
    for (let user = 0; user < this.histories.users; user++)
      for (const [item, rating] of this.histories.of(user)) {
        let missing = this.histories.times(user, item) - told.times(user, item);
        for (; missing > 0; missing--) yield { kind: 'purchase', user, item, rating, timestamp: 0 };
      }
  }
}

/** What is put into a cart, bought or rated teaches the models; a look does not. */
function teaches({ kind }: StreamEvent): boolean {
  return kind === 'cart' || kind === 'purchase' || kind === 'rating';
}
