import type { StreamEvent } from './event';

/** One event of a visit; those of one checkout share a number and are taken back together. */
export interface VisitEvent extends StreamEvent {
  readonly checkout: number | null;
}

/** What a shopper did in this visit and did not take back, oldest first. */
export class Visit {
  readonly #log: VisitEvent[] = [];

  get log(): readonly VisitEvent[] {
    return this.#log;
  }

  add(event: StreamEvent, checkout: number | null = null): void {
    this.#log.push({ ...event, checkout });
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
    const inside = new Set<number>();
    for (const { kind, item } of this.#log) {
      if (kind === 'cart') inside.add(item);
      else if (kind === 'purchase') inside.delete(item);
    }
    return [...inside];
  }

  get hidden(): Set<number> {
    return new Set(this.#log.flatMap(({ kind, item }) => (kind === 'hide' ? [item] : [])));
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
