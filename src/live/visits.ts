import type { StreamEvent } from './event';
import { Ring } from './ring';
import { Visit, type VisitEvent } from './visit';

/** How much of what shoppers did can still be taken back. */
export interface LogLimits {
  /** Events of one shopper, the latest. */
  readonly perShopper: number;
  /** Events of all shoppers, the latest; those that were taken back count too. */
  readonly total: number;
}

/** A visit of hours, and minutes of a shop with a thousand events a second, in about 10 MB. */
export const LOG_LIMITS: LogLimits = { perShopper: 500, total: 50_000 };

/**
 * The visits of all shoppers. Their logs together hold so many of the latest events and no more, so that a shop can
 * stay open for ever; what is older is settled. A shopper of whom nothing is left to remember leaves no trace.
 */
export class Visits {
  readonly #visits = new Map<number, Visit>();
  readonly #latest: Ring<VisitEvent>;

  constructor(readonly limits: LogLimits = LOG_LIMITS) {
    this.#latest = new Ring(limits.total);
  }

  /** Shoppers of whom something is remembered. */
  get shoppers(): number {
    return this.#visits.size;
  }

  /** To be read only; empty for a shopper who was never here. */
  of(user: number): Visit {
    return this.#visits.get(user) ?? new Visit();
  }

  [Symbol.iterator](): IterableIterator<Visit> {
    return this.#visits.values();
  }

  /** What the logs hold, in the order in which it came. */
  inOrder(): VisitEvent[] {
    const held = new Set<VisitEvent>();
    for (const { log } of this) for (const event of log) held.add(event);
    return this.#latest.inOrder().filter((event) => held.has(event));
  }

  /** Returns the event as the log holds it. */
  add(event: StreamEvent, checkout: number | null = null): VisitEvent {
    const oldest = this.#latest.leaving;
    // A checkout settles as one, and so not before it is complete.
    const open = checkout !== null && oldest?.checkout === checkout;
    // An event that is not the first of its log was settled or taken back before.
    if (oldest && !open && this.#visits.get(oldest.user)?.log[0] === oldest) this.#settle(oldest.user);
    const visit = this.#visits.get(event.user) ?? new Visit();
    this.#visits.set(event.user, visit);
    const added = visit.add(event, checkout);
    this.#latest.add(added);
    while (checkout === null && visit.log.length > this.limits.perShopper) this.#settle(event.user);
    return added;
  }

  /** Nothing of an event holds any more, in the log or settled. */
  forget(event: VisitEvent): void {
    this.#visits.get(event.user)?.forget(event);
    this.#forget(event.user);
  }

  /** As `Visit.takeOut`. */
  takeOut(user: number, place: number): VisitEvent[] {
    const taken = this.#visits.get(user)?.takeOut(place) ?? [];
    this.#forget(user);
    return taken;
  }

  #settle(user: number): void {
    this.#visits.get(user)!.settle();
    this.#forget(user);
  }

  #forget(user: number): void {
    if (this.#visits.get(user)?.isEmpty) this.#visits.delete(user);
  }
}
