/** Work submitted at once, in ms: near the 100 ms of a piece, below what a pause may take to be heard. */
const TARGET = 80;
/** Growth of a piece from one to the next at most, so that one quick measurement does not freeze the page. */
const GROWTH = 4;

/** How many steps go into one piece of work, learned from how long they take. */
export class Pace {
  #steps = 1;
  #last = 0;

  /** Steps for the next piece. */
  get steps(): number {
    return this.#steps;
  }

  /** Call when a piece is done: it began when it was submitted or when the one before it was done. */
  passed(steps: number, submitted: number): void {
    const now = performance.now();
    const each = (now - Math.max(submitted, this.#last)) / steps;
    this.#last = now;
    const wanted = Math.floor(TARGET / Math.max(each, 1e-3));
    this.#steps = Math.max(1, Math.min(wanted, steps * GROWTH));
  }
}
