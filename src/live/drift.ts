/** By the names that MOA and River give them, after Page (1954) and Hinkley (1971). */
export interface PageHinkleyOptions {
  /** δ: changes of the mean below this are let pass. */
  readonly delta: number;
  /** λ: the cumulated excess at which a change is declared. The greater, the fewer false alarms and the later true ones. */
  readonly lambda: number;
  /** Values to see before a change can be declared. */
  readonly minimum: number;
}

/** The defaults of MOA. */
export const PAGE_HINKLEY: PageHinkleyOptions = { delta: 0.005, lambda: 50, minimum: 30 };

/**
 * Page–Hinkley test (Page 1954, Biometrika 41; for streams Gama, Žliobaitė, Bifet, Pechenizkiy & Bouchachia 2014, A
 * survey on concept drift adaptation, ACM CSUR 46(4), §3.2) for a rise of a mean, e.g. of a model's misses:
 *
 *   m_t = Σ_{i ≤ t} (x_i − x̄_i − δ),  a change where m_t − min_{i ≤ t} m_i > λ,
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
    const { delta, lambda, minimum } = this.options;
    this.#count++;
    this.#mean += (value - this.#mean) / this.#count;
    this.#sum += value - this.#mean - delta;
    this.#least = Math.min(this.#least, this.#sum);
    if (this.#count < minimum || this.#sum - this.#least <= lambda) return false;
    [this.#count, this.#mean, this.#sum, this.#least] = [0, 0, 0, 0];
    return true;
  }
}
