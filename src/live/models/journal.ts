import type { StreamEvent } from '../event';
import type { Histories } from '../history';

/** Events that can still be taken back, the latest. */
export const JOURNAL = 2000;

/** An event that was learned, and how to bring back each value that it changed, in the order of change. */
interface Entry {
  readonly event: StreamEvent;
  readonly restore: (() => void)[];
}

/**
 * Takes events back from a model whose steps depend on those before, exactly: everything since the event is rolled back
 * by the values that stood there, and what followed is learned anew. The latest events are kept for it; an older one
 * can't be taken back.
 */
export class Journal {
  #entries: Entry[] = [];
  /** Of pairs that the histories hold, but that at this point of a replay have yet to come: how often. */
  readonly #ahead = new Map<number, Map<number, number>>();

  #keeps = true;

  constructor(
    readonly histories: Histories,
    readonly limit = JOURNAL,
  ) {}

  /** Nothing of what is learned meanwhile, nor of what came before it, will be taken back: nothing of it is kept. */
  forGood(learn: () => void): void {
    this.#entries = [];
    this.#keeps = false;
    try {
      learn();
    } finally {
      this.#keeps = true;
    }
  }

  /** Whether the user had the item before the event that is being learned. */
  has(user: number, item: number): boolean {
    if (this.#ahead.size === 0) return this.histories.has(user, item);
    return this.histories.times(user, item) > (this.#ahead.get(user)?.get(item) ?? 0);
  }

  /** An event begins to be learned; what it changes is told by `keep`. */
  begin(event: StreamEvent): void {
    if (!this.#keeps) return;
    this.#entries.push({ event, restore: [] });
    if (this.#entries.length >= 2 * this.limit) this.#entries = this.#entries.slice(-this.limit);
  }

  /** How to bring back a value that is about to change. */
  keep(restore: () => void): void {
    if (this.#keeps) this.#entries.at(-1)!.restore.push(restore);
  }

  /** A row that is about to change. */
  keepRow(row: Float64Array): void {
    if (!this.#keeps) return;
    const before = row.slice();
    this.keep(() => row.set(before));
  }

  /**
   * Takes the latest such event back while the histories still hold it; `learn` is the model's own.
   * Without effect where it is not among the events kept.
   */
  unlearn(event: StreamEvent, learn: (event: StreamEvent) => void): void {
    const at = this.#entries.findLastIndex((entry) => isSame(entry.event, event));
    if (at < 0) return;
    const rolledBack = this.#entries.splice(at);
    for (const { restore } of rolledBack.toReversed()) for (const each of restore.toReversed()) each();
    for (const entry of rolledBack) this.#count(entry.event, 1);
    for (const entry of rolledBack.slice(1)) {
      learn(entry.event);
      this.#count(entry.event, -1);
    }
    this.#ahead.clear();
  }

  #count({ user, item }: StreamEvent, change: 1 | -1): void {
    const items = this.#ahead.get(user) ?? new Map<number, number>();
    this.#ahead.set(user, items);
    items.set(item, (items.get(item) ?? 0) + change);
  }
}

function isSame(first: StreamEvent, second: StreamEvent): boolean {
  return (
    first.user === second.user &&
    first.item === second.item &&
    first.kind === second.kind &&
    first.timestamp === second.timestamp &&
    first.rating === second.rating
  );
}
