const HOUR = 3600;
/** Hours that the share looks back over. */
const HOURS = 6;

/** Which share of the events of the last hours are of a kind; two counts an hour are all that is held. */
export class RecentShare<E extends { readonly time: number }> {
  readonly #hits = new Float64Array(HOURS);
  readonly #all = new Float64Array(HOURS);
  #hour = 0;

  constructor(readonly counts: (event: E) => boolean) {}

  /** Events come in order of time. */
  add(event: E): void {
    const hour = Math.floor(event.time / HOUR);
    for (let left = Math.min(HOURS, hour - this.#hour); left > 0; left--) {
      const at = (hour - left + 1) % HOURS;
      [this.#hits[at], this.#all[at]] = [0, 0];
    }
    this.#hour = hour;
    this.#all[hour % HOURS]!++;
    if (this.counts(event)) this.#hits[hour % HOURS]!++;
  }

  /** Null before the first event. */
  get value(): number | null {
    const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
    const all = sum(this.#all);
    return all === 0 ? null : sum(this.#hits) / all;
  }
}
