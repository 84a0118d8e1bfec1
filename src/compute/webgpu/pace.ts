import type { Operation } from '../backend';

/** What one submit should take: long enough to keep the queue fed, far below the watchdog (10 s, 2 s on Windows). */
const SUBMIT_MS = 100;
/** Dispatches in a submit while nothing is known about their cost. */
const CAREFUL = 32;
const MOST = 4096;
/** Weight of a new measurement in the running mean. */
const NEW = 0.5;

/**
 * How many operations of a list go into one submit, from the time that earlier submits of that list took. The time is
 * measured by when the queue reports work done, which nothing waits for.
 */
export class Pace {
  /** Milliseconds an operation, by the first operation of the list. */
  readonly #cost = new WeakMap<Operation, number>();
  #lastDone = 0;

  operationsPerSubmit(operations: readonly Operation[]): number {
    const cost = operations[0] && this.#cost.get(operations[0]);
    if (cost === undefined) return CAREFUL;
    return Math.max(1, Math.min(MOST, Math.floor(SUBMIT_MS / Math.max(cost, 1e-6))));
  }

  /** Notes that `count` operations of the list were submitted now; `done` resolves when they ran. */
  submitted(operations: readonly Operation[], count: number, done: Promise<unknown>): void {
    const first = operations[0];
    if (!first) return;
    const start = performance.now();
    void done.then(
      () => {
        const end = performance.now();
        // Work queued behind other work began when that ended.
        const each = (end - Math.max(start, this.#lastDone)) / count;
        this.#lastDone = end;
        const known = this.#cost.get(first);
        this.#cost.set(first, known === undefined ? each : known + NEW * (each - known));
      },
      // A lost device is reported by `Failures`.
      () => {},
    );
  }
}
