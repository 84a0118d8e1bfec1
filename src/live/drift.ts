export interface PageHinkleyOptions {
  /** Changes of the mean below this are let pass. */
  readonly tolerance: number;
  /** The cumulated excess at which a change is declared. */
  readonly threshold: number;
  /** Values to see before a change can be declared. */
  readonly minimum: number;
}

/** The defaults of MOA. */
export const PAGE_HINKLEY: PageHinkleyOptions = { tolerance: 0.005, threshold: 50, minimum: 30 };

/**
 * Page–Hinkley test (Page 1954; for streams Gama et al. 2014, §3.2) for a rise of a mean, e.g. of a model's misses:
 *
 *   m_t = Σ_{i ≤ t} (x_i − x̄_i − tolerance),  a change where m_t − min_{i ≤ t} m_i > threshold,
 *
 * x̄_i the mean of the first i values. After a change it starts afresh.
 */
export class PageHinkley {
  #count = 0;
  #mean = 0;
  #sum = 0;
  #least = 0;

  constructor(readonly options: PageHinkleyOptions = PAGE_HINKLEY) {}

  /** Takes the next value in; true where it completes a change. */
  add(value: number): boolean {
    const { tolerance, threshold, minimum } = this.options;
    this.#count++;
    this.#mean += (value - this.#mean) / this.#count;
    this.#sum += value - this.#mean - tolerance;
    this.#least = Math.min(this.#least, this.#sum);
    if (this.#count < minimum || this.#sum - this.#least <= threshold) return false;
    [this.#count, this.#mean, this.#sum, this.#least] = [0, 0, 0, 0];
    return true;
  }
}
