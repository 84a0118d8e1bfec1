import type { RunEvent } from './events';

/** Eight batches a second leave room for two more where a state changes: never above ten. */
const INTERVAL = 125;

/** Of what only tells where something stands, the latest is all that counts. */
function replaces(event: RunEvent, before: RunEvent): boolean {
  return event.type === 'progress'
    ? before.type === 'progress' && before.phase === event.phase
    : event.type === 'position' && before.type === 'position';
}

/** Gathers the events of a run and delivers them in batches; of progress only the latest of each phase is kept. */
export class EventStream {
  readonly #deliver: (events: readonly RunEvent[]) => void;
  #pending: RunEvent[] = [];
  #deliveredAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(deliver: (events: readonly RunEvent[]) => void) {
    this.#deliver = deliver;
  }

  push(event: RunEvent): void {
    if (this.#closed) return;
    const before = this.#pending.findIndex((one) => replaces(event, one));
    if (before >= 0) this.#pending.splice(before, 1);
    this.#pending.push(event);
    const wait = INTERVAL - (performance.now() - this.#deliveredAt);
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** The run is over: delivers what is left. A model that still works when it is asked has nobody to tell. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  /** Delivers what is pending at once. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending.length === 0) return;
    const events = this.#pending;
    this.#pending = [];
    this.#deliveredAt = performance.now();
    this.#deliver(events);
  }
}
