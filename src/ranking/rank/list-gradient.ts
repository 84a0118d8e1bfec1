import { parameterCount } from './parameters';

/**
 * The loss of a ranking network on one list, and its gradient, on the host: a list from a click holds a dozen
 * candidates, less than a device is asked for in the time that it takes. The loss is that of the training on the device
 * (`ListNetwork`): the cross-entropy of the softmax over the list, −log(exp sᶜ / Σₖ exp sₖ) with the chosen candidate c,
 * of a network with ReLU between dense layers. Sums in f64.
 */
export class ListGradient {
  /** Weights and biases, in the order of `parametersOf`. */
  readonly parameters: number;
  /** f64[rows × width] of each layer, the inputs first: what it gives on, and how the loss changes with it. */
  #values: Float64Array[] = [];
  #slopes: Float64Array[] = [];
  #room = 0;

  /** @param widths [features, …hidden, 1] */
  constructor(readonly widths: readonly number[]) {
    this.parameters = parameterCount(widths);
  }

  /**
   * @param inputs standardised features f32[candidates × features], those of the chosen one first
   * @returns the loss
   */
  loss(parameters: Float32Array, inputs: Float32Array): number {
    return this.#forward(parameters, inputs);
  }

  /**
   * Adds `weight` times the gradient of a list's loss.
   *
   * @param inputs as for `loss`
   * @param gradient f64[parameters]
   * @returns the loss, without the weight
   */
  add(parameters: Float32Array, inputs: Float32Array, weight: number, gradient: Float64Array): number {
    const { widths } = this;
    const rows = inputs.length / widths[0]!;
    const loss = this.#forward(parameters, inputs);
    let end = this.parameters;
    for (let layer = widths.length - 1; layer > 0; layer--) {
      const [inputWidth, width] = [widths[layer - 1]!, widths[layer]!];
      const bias = end - width;
      const start = bias - width * inputWidth;
      const [below, slopes] = [this.#values[layer - 1]!, this.#slopes[layer]!];
      // Nobody asks how the loss changes with the inputs.
      const under = layer > 1 ? this.#slopes[layer - 1]! : null;
      under?.fill(0, 0, rows * inputWidth);
      // A bias common to all candidates changes nothing, and what rounding leaves of its gradient would be noise.
      const isScore = layer === widths.length - 1;
      for (let row = 0; row < rows; row++) {
        const from = row * inputWidth;
        for (let o = 0; o < width; o++) {
          const slope = slopes[row * width + o]!;
          if (slope === 0) continue;
          const [at, scaled] = [start + o * inputWidth, weight * slope];
          if (!isScore) gradient[bias + o]! += scaled;
          for (let i = 0; i < inputWidth; i++) gradient[at + i]! += scaled * below[from + i]!;
          if (!under) continue;
          for (let i = 0; i < inputWidth; i++) under[from + i]! += slope * parameters[at + i]!;
        }
        if (!under) continue;
        // The slope of ReLU.
        for (let i = from; i < from + inputWidth; i++) if (!(below[i]! > 0)) under[i] = 0;
      }
      end = start;
    }
    return loss;
  }

  /** Leaves the layers' values, and of the scores how the loss changes with each: softmax − chosen. */
  #forward(parameters: Float32Array, inputs: Float32Array): number {
    const { widths } = this;
    const rows = inputs.length / widths[0]!;
    this.#reach(rows);
    this.#values[0]!.set(inputs);
    let start = 0;
    for (let layer = 1; layer < widths.length; layer++) {
      const [inputWidth, width] = [widths[layer - 1]!, widths[layer]!];
      const bias = start + width * inputWidth;
      const [below, above] = [this.#values[layer - 1]!, this.#values[layer]!];
      const isScore = layer === widths.length - 1;
      for (let row = 0; row < rows; row++) {
        for (let o = 0; o < width; o++) {
          let sum = parameters[bias + o]!;
          const [at, from] = [start + o * inputWidth, row * inputWidth];
          for (let i = 0; i < inputWidth; i++) sum += parameters[at + i]! * below[from + i]!;
          above[row * width + o] = isScore || sum > 0 ? sum : 0;
        }
      }
      start = bias + width;
    }
    const [scores, slopes] = [this.#values.at(-1)!, this.#slopes.at(-1)!];
    let greatest = -Infinity;
    for (let row = 0; row < rows; row++) greatest = Math.max(greatest, scores[row]!);
    let total = 0;
    for (let row = 0; row < rows; row++) total += slopes[row] = Math.exp(scores[row]! - greatest);
    for (let row = 0; row < rows; row++) slopes[row]! /= total;
    slopes[0]! -= 1;
    return Math.log(total) - (scores[0]! - greatest);
  }

  #reach(rows: number): void {
    if (rows <= this.#room) return;
    this.#room = rows;
    this.#values = this.widths.map((width) => new Float64Array(rows * width));
    this.#slopes = this.widths.map((width) => new Float64Array(rows * width));
  }
}
