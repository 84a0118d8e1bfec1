/** Observations that can still be taken back, the latest. */
const KEPT = 2000;

/** What was seen, and what the model was before. */
export interface Observation {
  readonly features: ArrayLike<number>;
  readonly reward: number;
  inverse: Float64Array;
  rewards: Float64Array;
}

/**
 * LinUCB (Li, Chu, Langford & Schapire 2010, algorithm 1 with one model for all items): ridge regression of rewards on
 * features, and for an item with features x the upper confidence bound
 *
 *   θ·x + α √(xᵀ A⁻¹ x),  A = I + Σ x xᵀ,  θ = A⁻¹ Σ reward · x
 *
 * A⁻¹ follows each observation by the formula of Sherman and Morrison, O(d²). The latest observations can be taken back
 * to the bit: the state before each is kept, and those after it are made anew.
 */
export class LinUcb {
  readonly #inverse: Float64Array;
  readonly #rewards: Float64Array;
  #kept: Observation[] = [];

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

  /** Returns what `forget` takes the observation back by. */
  observe(features: ArrayLike<number>, reward: number): Observation {
    const made: Observation = {
      features,
      reward,
      inverse: new Float64Array(),
      rewards: new Float64Array(),
    };
    this.#add(made);
    if (this.#kept.length >= 2 * KEPT) this.#kept = this.#kept.slice(-KEPT);
    return made;
  }

  /** Takes an observation back, as if it had not been made; without effect where it is too long ago. */
  forget(observation: Observation): void {
    const at = this.#kept.indexOf(observation);
    if (at < 0) return;
    const [taken, ...later] = this.#kept.splice(at);
    this.#inverse.set(taken!.inverse);
    this.#rewards.set(taken!.rewards);
    for (const each of later) this.#add(each);
  }

  #add(observation: Observation): void {
    const { features, reward } = observation;
    observation.inverse = this.#inverse.slice();
    observation.rewards = this.#rewards.slice();
    this.#kept.push(observation);
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
