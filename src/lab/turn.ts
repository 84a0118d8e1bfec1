/** A place in the queue for a device. */
export interface Place {
  /** Resolves when the device is free for whoever holds this place. */
  readonly reached: Promise<void>;
  /** Hands the device on, or gives up waiting for it. */
  leave(): void;
}

/**
 * The device serves one run at a time, in the order of asking: memory figures and timings of a run are then its own.
 * A paused run steps aside.
 */
export class Turn {
  /** The first one has the device. */
  readonly #queue: { readonly reach: () => void }[] = [];

  get free(): boolean {
    return this.#queue.length === 0;
  }

  enter(): Place {
    let reach!: () => void;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const entry = { reach };
    this.#queue.push(entry);
    this.#queue[0]!.reach();
    return {
      reached,
      leave: () => {
        const at = this.#queue.indexOf(entry);
        if (at >= 0) this.#queue.splice(at, 1);
        this.#queue[0]?.reach();
      },
    };
  }
}
