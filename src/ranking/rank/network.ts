/** A dense layer: weights [width × inputWidth] by rows, bias [width]. */
export interface RankLayer {
  readonly weights: Float32Array | Float64Array;
  readonly bias: Float32Array | Float64Array;
  readonly width: number;
}

/** Features beyond so many standard deviations say no more than those at them. */
const CLIP = 5;

/** Mean and standard deviation of each feature over rows; what never varies has deviation 1. */
export class Standardizer {
  constructor(
    readonly mean: Float64Array,
    readonly deviation: Float64Array,
  ) {}

  /** @param rows f32[n × features] each */
  static fit(rows: Iterable<Float32Array>, features: number): Standardizer {
    const [sum, squares] = [new Float64Array(features), new Float64Array(features)];
    let count = 0;
    const kept = [...rows];
    for (const each of kept)
      for (let at = 0; at < each.length; at += features, count++)
        for (let f = 0; f < features; f++) sum[f]! += each[at + f]!;
    const mean = sum.map((value) => value / Math.max(1, count));
    for (const each of kept)
      for (let at = 0; at < each.length; at += features)
        for (let f = 0; f < features; f++) squares[f]! += (each[at + f]! - mean[f]!) ** 2;
    const deviation = squares.map((value) => Math.sqrt(value / Math.max(1, count)));
    return new Standardizer(
      mean,
      deviation.map((value) => (value > 1e-6 ? value : 1)),
    );
  }

  apply(rows: Float32Array): Float32Array<ArrayBuffer> {
    const features = this.mean.length;
    return Float32Array.from(rows, (value, at) => {
      const f = at % features;
      return Math.min(CLIP, Math.max(-CLIP, (value - this.mean[f]!) / this.deviation[f]!));
    });
  }
}

/** A trained ranking network on the host: ReLU between dense layers, one score at the end. Sums in f64. */
export class RankNetwork {
  readonly #wide: number;

  constructor(
    readonly standardizer: Standardizer,
    readonly layers: readonly RankLayer[],
  ) {
    this.#wide = Math.max(...layers.map(({ width }) => width));
  }

  get features(): number {
    return this.standardizer.mean.length;
  }

  /** Weights and biases. */
  get parameters(): number {
    return this.layers.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0);
  }

  /** One score a row of raw features f32[n × features]. */
  scores(rows: Float32Array): Float64Array<ArrayBuffer> {
    return this.#forward(this.standardizer.apply(rows));
  }

  /** @param inputs standardised */
  #forward(inputs: ArrayLike<number>): Float64Array<ArrayBuffer> {
    const { features } = this;
    const scores = new Float64Array(inputs.length / features);
    const widest = Math.max(features, this.#wide);
    let [from, to] = [new Float64Array(widest), new Float64Array(widest)];
    for (let row = 0; row < scores.length; row++) {
      for (let f = 0; f < features; f++) from[f] = inputs[row * features + f]!;
      let inputWidth = features;
      this.layers.forEach(({ weights, bias, width }, layer) => {
        const last = layer === this.layers.length - 1;
        for (let o = 0; o < width; o++) {
          let sum = bias[o]!;
          const start = o * inputWidth;
          for (let i = 0; i < inputWidth; i++) sum += weights[start + i]! * from[i]!;
          to[o] = last ? sum : Math.max(0, sum);
        }
        [from, to] = [to, from];
        inputWidth = width;
      });
      scores[row] = from[0]!;
    }
    return scores;
  }

  /**
   * What each group of features adds to the score of one row, beside what the list has on average: exact Shapley values
   * (Shapley 1953; for models: Štrumbelj & Kononenko 2014) of the groups, those left out standing at the list's mean.
   * They sum up to the row's score less that of the mean. 2^groups evaluations.
   *
   * @param rows raw features of the list
   * @param group of each feature, from 0; features of no group (−1) stay as they are
   */
  shares(
    rows: Float32Array,
    row: number,
    group: readonly number[],
    groups: number,
  ): Float64Array<ArrayBuffer> {
    const { features } = this;
    const inputs = this.standardizer.apply(rows);
    const count = inputs.length / features;
    const mean = new Float64Array(features);
    inputs.forEach((value, at) => (mean[at % features]! += value / count));
    const own = inputs.subarray(row * features, (row + 1) * features);
    const subsets = 2 ** groups;
    const mixed = new Float64Array(subsets * features);
    for (let subset = 0; subset < subsets; subset++)
      for (let f = 0; f < features; f++) {
        const taken = group[f]! < 0 || (subset >> group[f]!) & 1;
        mixed[subset * features + f] = taken ? own[f]! : mean[f]!;
      }
    const values = this.#forward(mixed);
    const weight = shapleyWeights(groups);
    return Float64Array.from({ length: groups }, (_, g) => {
      let share = 0;
      for (let subset = 0; subset < subsets; subset++)
        if (!((subset >> g) & 1))
          share += weight[members(subset)]! * (values[subset | (1 << g)]! - values[subset]!);
      return share;
    });
  }
}

/** |S|! (n − |S| − 1)! / n! by |S| */
function shapleyWeights(groups: number): number[] {
  const weights = [1 / groups];
  for (let size = 1; size < groups; size++) weights.push((weights[size - 1]! * size) / (groups - size));
  return weights;
}

function members(subset: number): number {
  let count = 0;
  for (let left = subset; left > 0; left &= left - 1) count++;
  return count;
}
