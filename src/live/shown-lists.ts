import type { EventKind } from './event';
import type { RankLesson } from './rank-lesson';
import type { VisitEvent } from './visit';

/** A list as a shopper is shown it. */
export interface ShownList {
  /** In order of place. */
  readonly items: readonly number[];
  /** f32[items × features] as they were then, raw. */
  readonly features: Float32Array;
}

/**
 * What acts count for beside a look: as in the measure of the OTTO data set (Normann et al. 2023), which gives .10 to
 * looks, .30 to what is put into the cart and .60 to what is bought. What is hidden was never wanted.
 */
const GRADES: Readonly<Partial<Record<EventKind, number>>> = { view: 1, click: 1, cart: 3, purchase: 6 };

/** The lists that shoppers reached from, and what each act of a log says of one. */
export class ShownLists {
  /** Down to the place below the item's, by the event of the log that reached for it. */
  readonly #lists = new WeakMap<VisitEvent, ShownList>();

  /** The event reached for an item while this list was in view. */
  reached(event: VisitEvent, { items, features }: ShownList): void {
    const place = items.indexOf(event.item);
    if (place < 0) return;
    const width = features.length / items.length;
    this.#lists.set(event, {
      items: items.slice(0, place + 2),
      features: features.slice(0, (place + 2) * width),
    });
  }

  /**
   * What an act says of the list on which the shopper first reached for its item: that this was preferred to what stood
   * above it and to the next below, where the shopper had left these alone. How far they looked is not known beyond
   * that, and what nobody looked at was not refused (“skip above” and “no-click next”: Joachims 2002; Joachims, Granka,
   * Pan, Hembrooke & Gay 2005). An act counts for what it says beyond earlier ones on the same item.
   *
   * It depends on the log as it is now and on the lists that were shown, so that what was taken back leaves no trace.
   *
   * @param at the act's place in the log
   * @returns null where it says nothing of a list: the item was found elsewhere, or nothing beside it was passed over
   */
  lesson(log: readonly VisitEvent[], at: number): RankLesson | null {
    const { item, kind } = log[at]!;
    const earlier = log.slice(0, at).filter((event) => gradeOf(event.kind) > 0);
    const same = earlier.filter((event) => event.item === item);
    const weight = gradeOf(kind) - Math.max(0, ...same.map((event) => gradeOf(event.kind)));
    const list = this.#lists.get(same[0] ?? log[at]!);
    if (!list || weight <= 0) return null;
    const touched = new Set(earlier.map((event) => event.item));
    const passed = list.items.flatMap((other, place) =>
      other === item || touched.has(other) ? [] : [place],
    );
    if (passed.length === 0) return null;
    const width = list.features.length / list.items.length;
    const features = new Float32Array((1 + passed.length) * width);
    [list.items.indexOf(item), ...passed].forEach((place, row) =>
      features.set(list.features.subarray(place * width, (place + 1) * width), row * width),
    );
    return { features, weight };
  }
}

function gradeOf(kind: EventKind): number {
  return GRADES[kind] ?? 0;
}
