/**
 * The device serves one run at a time, in the order of asking: memory figures and timings of a run are then its own.
 * A paused run steps aside.
 */
export class Turn {
  #taken = false;
  readonly #queue: (() => void)[] = [];

  get free(): boolean {
    return !this.#taken;
  }

  async take(): Promise<void> {
    if (!this.#taken) {
      this.#taken = true;
      return;
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** Hands the turn to whoever waits longest. */
  giveBack(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#taken = false;
  }
}
