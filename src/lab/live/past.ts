import { LiveSession, type SessionOptions } from '../../live/session';
import type { VisitEvent } from '../../live/visit';
import type { Assortment } from '../../ranking/assortment';
import { macrotask } from '../macrotask';

/** What happened in a shop before it opened. */
export interface Past {
  /** Oldest first; the same each time that they are asked for. */
  readonly events: () => Iterable<VisitEvent>;
  readonly assortment: Assortment;
  readonly window: number | null;
}

export function* between(events: Iterable<VisitEvent>, from: number, to: number): Generator<VisitEvent> {
  let at = 0;
  for (const event of events) {
    if (at >= to) return;
    if (at >= from) yield event;
    at++;
  }
}

/** Milliseconds of work between two looks at the message queue: an open shop answers meanwhile. */
const SLICE = 8;

/** Lets others in once a slice has passed since it last did. */
export class Breath {
  #since = performance.now();

  /** @param signal throws its reason when it is aborted */
  constructor(readonly signal?: AbortSignal) {}

  get isDue(): boolean {
    return performance.now() - this.#since >= SLICE;
  }

  async take(): Promise<void> {
    await macrotask();
    this.signal?.throwIfAborted();
    this.#since = performance.now();
  }
}

/** A shop of its own that knows the first `count` events of a past. */
export async function shopOfThen(
  { events, assortment, window }: Past,
  count: number,
  breath: Breath,
  logs?: SessionOptions['logs'],
): Promise<LiveSession> {
  const session = new LiveSession({ assortment, window, ...(logs && { logs }) });
  for (const _ of session.warming(between(events(), 0, count))) if (breath.isDue) await breath.take();
  return session;
}
