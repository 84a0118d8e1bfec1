/**
 * Durations as a histogram with bins 2 % apart from 100 ns to 100 s: any number of them in 8 kB, percentiles to 1 %.
 */
const FIRST = 1e-4;
const RATIO = 1.02;
const BINS = Math.ceil(Math.log(1e9) / Math.log(RATIO));

export interface LatencySummary {
  /** Milliseconds; null where nothing was timed. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly count: number;
}

export class Latency {
  readonly #bins = new Uint32Array(BINS + 1);
  #count = 0;
  #max = 0;

  add(milliseconds: number): void {
    const bin = milliseconds <= FIRST ? 0 : Math.ceil(Math.log(milliseconds / FIRST) / Math.log(RATIO));
    this.#bins[Math.min(BINS, bin)]!++;
    this.#count++;
    this.#max = Math.max(this.#max, milliseconds);
  }

  /** The upper edge of the bin that holds the share `p` of all durations; null where there are none. */
  percentile(p: number): number | null {
    if (this.#count === 0) return null;
    const wanted = Math.ceil(p * this.#count);
    let seen = 0;
    for (let bin = 0; bin <= BINS; bin++) {
      seen += this.#bins[bin]!;
      if (seen >= wanted) return Math.min(this.#max, FIRST * RATIO ** bin);
    }
    return this.#max;
  }

  summary(): LatencySummary {
    return {
      p50: this.percentile(0.5),
      p95: this.percentile(0.95),
      p99: this.percentile(0.99),
      max: this.#count > 0 ? this.#max : null,
      count: this.#count,
    };
  }
}
