/** Behind by more seconds than this, a replay lets the stream's time go slower rather than hurry after it. */
const LAG = 0.25;

/** When the events of a stream are due on the clock, at a speed. */
export class Pacer {
  readonly #clock: () => number;
  #speed: number | null;
  #anchor: { readonly clock: number; readonly time: number } | null = null;

  /**
   * @param clock seconds, standing while the replay is paused
   * @param speed stream seconds a second; null: as fast as can be
   */
  constructor(clock: () => number, speed: number | null) {
    this.#clock = clock;
    this.#speed = speed;
  }

  get speed(): number | null {
    return this.#speed;
  }

  set speed(speed: number | null) {
    this.#anchor = speed === null || this.#speed === null ? null : this.#here();
    this.#speed = speed;
  }

  /** Where the stream's time stands; null where it goes by events alone, or before the first one. */
  get time(): number | null {
    return this.#here()?.time ?? null;
  }

  /** Seconds on the clock until an event of this stream time is due. */
  wait(timestamp: number): number {
    if (this.#speed === null) return 0;
    this.#anchor ??= { clock: this.#clock(), time: timestamp };
    const wait = this.#anchor.clock + (timestamp - this.#anchor.time) / this.#speed - this.#clock();
    if (wait < -LAG) this.setOut(timestamp);
    return Math.max(0, wait);
  }

  /** The stream's time is this now, after a jump or a step. */
  setOut(timestamp: number): void {
    this.#anchor = this.#speed === null ? null : { clock: this.#clock(), time: timestamp };
  }

  #here(): { clock: number; time: number } | null {
    if (this.#anchor === null || this.#speed === null) return null;
    const clock = this.#clock();
    return { clock, time: this.#anchor.time + (clock - this.#anchor.clock) * this.#speed };
  }
}
