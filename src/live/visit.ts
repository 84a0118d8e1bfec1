import type { StreamEvent } from './event';

/** One event of a visit; those of one checkout share a number and are taken back together. */
export interface VisitEvent extends StreamEvent {
  readonly checkout: number | null;
}

/**
 * What a shopper did in this visit and did not take back, oldest first. What is settled has left the log: it holds, in
 * the basket and among what is hidden too, and can't be taken back any more.
 */
export class Visit {
  readonly #log: VisitEvent[] = [];
  /** Item → the event that put it there. */
  readonly #settledBasket = new Map<number, VisitEvent>();
  readonly #settledHidden = new Map<number, VisitEvent>();
  #settled = 0;

  get log(): readonly VisitEvent[] {
    return this.#log;
  }

  add(event: StreamEvent, checkout: number | null = null): VisitEvent {
    const added = { ...event, checkout };
    this.#log.push(added);
    return added;
  }

  /** Settles the oldest event of the log, with its whole checkout if it was part of one. */
  settle(): void {
    let first = this.#log.shift();
    while (first) {
      const { kind, item, checkout } = first;
      this.#settled++;
      putInOrOut(this.#settledBasket, first);
      if (kind === 'hide') this.#settledHidden.set(item, first);
      first = checkout !== null && this.#log[0]?.checkout === checkout ? this.#log.shift() : undefined;
    }
  }

  /** The oldest of the events, or one that has settled, holds no more. */
  forget(event: VisitEvent): void {
    if (this.#log[0] === event) {
      this.#log.shift();
      this.#settled++;
      return;
    }
    for (const settled of [this.#settledBasket, this.#settledHidden])
      if (settled.get(event.item) === event) settled.delete(event.item);
  }

  /** Events that were not taken back, settled ones included. */
  get events(): number {
    return this.#settled + this.#log.length;
  }

  /** Whether nothing would be forgotten with it. */
  get isEmpty(): boolean {
    return this.#log.length === 0 && this.#settledBasket.size === 0 && this.#settledHidden.size === 0;
  }

  /** Takes the event at a place (from 0) out, with its whole checkout; returns what left, the latest first. */
  takeOut(place: number): VisitEvent[] {
    const event = this.#log[place];
    if (!event) return [];
    const { checkout } = event;
    const leaving = checkout === null ? [event] : this.#log.filter((each) => each.checkout === checkout);
    for (const each of leaving) this.#log.splice(this.#log.indexOf(each), 1);
    return leaving.reverse();
  }

  /** Put into the cart and not bought since, in the order of putting. */
  get basket(): number[] {
    const inside = new Map(this.#settledBasket);
    for (const event of this.#log) putInOrOut(inside, event);
    return [...inside.keys()];
  }

  get hidden(): Set<number> {
    const hidden = new Set(this.#settledHidden.keys());
    for (const { kind, item } of this.#log) if (kind === 'hide') hidden.add(item);
    return hidden;
  }

  /** Items looked at, each once, the latest first. */
  looks(count: number): number[] {
    const items = new Set<number>();
    for (let at = this.#log.length - 1; at >= 0 && items.size < count; at--) {
      const { kind, item } = this.#log[at]!;
      if (kind === 'view' || kind === 'click') items.add(item);
    }
    return [...items];
  }
}

function putInOrOut(basket: Map<number, VisitEvent>, event: VisitEvent): void {
  const { kind, item } = event;
  if (kind === 'cart') basket.set(item, event);
  else if (kind === 'purchase') basket.delete(item);
}
