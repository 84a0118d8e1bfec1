/** Seconds of the past that a rate is measured over: long enough to be calm, short enough to follow a change. */
const WINDOW = 5;
/** A rate from less than this says nothing. */
const LEAST = 0.2;

interface Mark {
  readonly time: number;
  readonly step: number;
  readonly samples: number;
}

/** Samples a second and seconds left, over a sliding window of one phase. */
export class RateMeter {
  #marks: Mark[] = [];

  /**
   * @param time seconds on the run's clock
   * @param samples done since the phase began, where it counts them; else steps are counted
   * @returns rate in samples (or steps) a second and the seconds left; null until known
   */
  measure(
    time: number,
    step: number,
    total: number,
    samples = step,
  ): { rate: number | null; eta: number | null } {
    const last = this.#marks.at(-1);
    if (last && (step < last.step || samples < last.samples)) this.#marks = [];
    if (!last || time - last.time >= WINDOW / 50 || this.#marks.length === 0)
      this.#marks.push({ time, step, samples });
    while (this.#marks.length > 2 && time - this.#marks[1]!.time >= WINDOW) this.#marks.shift();
    const first = this.#marks[0]!;
    const elapsed = time - first.time;
    if (elapsed < LEAST) return { rate: null, eta: null };
    const steps = (step - first.step) / elapsed;
    return {
      rate: samples > first.samples ? (samples - first.samples) / elapsed : null,
      eta: steps > 0 && total > 0 ? Math.max(0, (total - step) / steps) : null,
    };
  }
}
