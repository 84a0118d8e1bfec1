import { Ring } from './ring';
import type { VisitEvent } from './visit';

/**
 * The latest `size` events of a shop, of every kind, in the order in which they came; those that were taken back count
 * too. What falls out of it is forgotten: what a shop knows is then what one knows that began with the first of these.
 */
export class EventWindow {
  readonly #latest: Ring<VisitEvent>;
  readonly #takenBack = new Set<VisitEvent>();
  /** Of each user, the events that teach, oldest first. */
  readonly #lessons = new Map<number, VisitEvent[]>();

  constructor(readonly size: number) {
    this.#latest = new Ring(size);
  }

  /** Takes an event in. Returns the one that falls out for it; null where that was taken back, or none does. */
  add(event: VisitEvent, teaches: boolean): VisitEvent | null {
    if (teaches) {
      const lessons = this.#lessons.get(event.user) ?? [];
      this.#lessons.set(event.user, lessons);
      lessons.push(event);
    }
    const oldest = this.#latest.leaving;
    this.#latest.add(event);
    if (!oldest || this.#takenBack.delete(oldest)) return null;
    this.#leave(oldest);
    return oldest;
  }

  /** The event was taken back. */
  takeOut(event: VisitEvent): void {
    this.#takenBack.add(event);
    this.#leave(event);
  }

  /** What teaches of the user's events, oldest first. */
  lessonsOf(user: number): readonly VisitEvent[] {
    return this.#lessons.get(user) ?? [];
  }

  /** All that teach, in the order in which they came. */
  *lessons(): Generator<VisitEvent> {
    const known = new Set<VisitEvent>();
    for (const lessons of this.#lessons.values()) for (const event of lessons) known.add(event);
    for (const event of this.#latest.inOrder()) if (known.has(event)) yield event;
  }

  #leave(event: VisitEvent): void {
    const lessons = this.#lessons.get(event.user);
    const at = lessons?.indexOf(event) ?? -1;
    if (!lessons || at < 0) return;
    lessons.splice(at, 1);
    if (lessons.length === 0) this.#lessons.delete(event.user);
  }
}
