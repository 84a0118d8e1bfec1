/**
 * LinUCB (Li, Chu, Langford & Schapire 2010, algorithm 1 with one model for all items): ridge regression of rewards on
 * features, and for an item with features x the upper confidence bound
 *
 *   θ·x + α √(xᵀ A⁻¹ x),  A = I + Σ x xᵀ,  θ = A⁻¹ Σ reward · x
 *
 * A⁻¹ follows each observation by the formula of Sherman and Morrison, O(d²).
 */
export class LinUcb {
  readonly #inverse: Float64Array;
  readonly #rewards: Float64Array;

  /** @param dimension length of the features @param alpha width of the bound in standard deviations */
  constructor(
    readonly dimension: number,
    readonly alpha: number,
  ) {
    this.#inverse = new Float64Array(dimension * dimension);
    for (let i = 0; i < dimension; i++) this.#inverse[i * dimension + i] = 1;
    this.#rewards = new Float64Array(dimension);
  }

  /** What the features promise: θ·x. */
  expected(features: ArrayLike<number>): number {
    return dot(this.#times(features), this.#rewards);
  }

  /** What they may promise at best. */
  bound(features: ArrayLike<number>): number {
    const projected = this.#times(features);
    return dot(projected, this.#rewards) + this.alpha * Math.sqrt(Math.max(0, dot(projected, features)));
  }

  observe(features: ArrayLike<number>, reward: number): void {
    const projected = this.#times(features);
    const scale = 1 + dot(projected, features);
    for (let i = 0; i < this.dimension; i++) {
      this.#rewards[i]! += reward * features[i]!;
      for (let j = 0; j < this.dimension; j++)
        this.#inverse[i * this.dimension + j]! -= (projected[i]! * projected[j]!) / scale;
    }
  }

  /** A⁻¹ x */
  #times(features: ArrayLike<number>): Float64Array {
    const result = new Float64Array(this.dimension);
    for (let i = 0; i < this.dimension; i++)
      for (let j = 0; j < this.dimension; j++)
        result[i]! += this.#inverse[i * this.dimension + j]! * features[j]!;
    return result;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
