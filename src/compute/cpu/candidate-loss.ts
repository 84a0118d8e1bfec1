import type { Operation, Scope } from '../backend';
import type { CandidateLossSpec } from '../contracts';
import { NO_ROW } from '../contracts/similarity';
import { BatchRows } from './batch-rows';
import { sigmoid } from './gru-gates';
import { CpuOperation, dataOf } from './tensor';

const EPSILON = 1e-24;

/** The candidates of one row without its target: gives the loss, and replaces each score by `scale` times its gradient. */
type LossOfRow = (x: Float64Array, weights: Float64Array, x0: number, scale: number) => [number, number];

/** Rows that are taken out of the matrix together: their columns lie side by side in memory. */
const BLOCK = 16;

/** Sums in f64: the meaning of `shaders/nn/candidate-loss.wgsl`. */
export function candidateLoss(_scope: Scope, spec: CandidateLossSpec): Operation {
  const { rows, candidates, targetsPerRow, regularization = 0 } = spec;
  const batch = new BatchRows(spec.batch);
  const [ids, known, scores, partials] = [
    dataOf(spec.ids),
    dataOf(spec.known),
    dataOf(spec.scores),
    dataOf(spec.partials),
  ];
  const [biases, logWeights] = [dataOf(spec.biases), dataOf(spec.logWeights)];
  const lossOf: LossOfRow = { 'cross-entropy': crossEntropy, 'bpr-max': bprMax(regularization), bce: binary }[
    spec.kind
  ];
  const block = Array.from({ length: BLOCK }, () => new Float64Array(candidates));
  const weights = new Float64Array(candidates);

  return new CpuOperation('candidateLoss', () => {
    const scale = 1 / (batch.count * targetsPerRow);
    for (let j = 0; j < candidates; j++) weights[j] = Math.exp(logWeights[j]!);
    for (let first = 0; first < rows; first += BLOCK) {
      const count = Math.min(BLOCK, rows - first);
      for (let j = 0; j < candidates; j++)
        for (let r = 0; r < count; r++) block[r]![j] = scores[j * rows + first + r]! + biases[j]!;
      for (let r = 0; r < count; r++) {
        const row = first + r;
        const target = ids[row]!;
        const x = block[r]!;
        if (target === NO_ROW) {
          x.fill(0);
          known[row] = partials[row] = 0;
          continue;
        }
        for (let j = 0; j < candidates; j++) if (ids[rows + j] === target) x[j] = -Infinity;
        [partials[row], known[row]] = lossOf(x, weights, known[row]!, scale);
      }
      for (let j = 0; j < candidates; j++)
        for (let r = 0; r < count; r++) scores[j * rows + first + r] = block[r]![j]!;
    }
  });
}

const crossEntropy: LossOfRow = (x, weights, x0, scale) => {
  let greatest = x0;
  for (const value of x) if (value > greatest) greatest = value;
  const own = Math.exp(x0 - greatest);
  let total = own;
  for (let j = 0; j < x.length; j++) total += x[j] = weights[j]! * Math.exp(x[j]! - greatest);
  for (let j = 0; j < x.length; j++) x[j]! *= scale / total;
  return [Math.log(total) + greatest - x0, scale * (own / total - 1)];
};

const binary: LossOfRow = (x, weights, x0, scale) => {
  let sum = softplus(-x0);
  for (let j = 0; j < x.length; j++) {
    sum += weights[j]! * softplus(x[j]!);
    x[j] = scale * weights[j]! * sigmoid(x[j]!);
  }
  return [sum, scale * (sigmoid(x0) - 1)];
};

const bprMax =
  (regularization: number): LossOfRow =>
  (x, _weights, x0, scale) => {
    let greatest = -Infinity;
    for (const value of x) if (value > greatest) greatest = value;
    if (greatest === -Infinity) {
      x.fill(0);
      return [0, 0];
    }
    let [total, ahead, slope, squares] = [0, 0, 0, 0];
    for (const value of x) {
      if (value === -Infinity) continue;
      const e = Math.exp(value - greatest);
      const ordered = sigmoid(x0 - value);
      total += e;
      ahead += e * ordered;
      slope += e * ordered * (1 - ordered);
      squares += e * value * value;
    }
    ahead /= total;
    squares /= total;
    for (let j = 0; j < x.length; j++) {
      const value = x[j]!;
      if (value === -Infinity) {
        x[j] = 0;
        continue;
      }
      const ordered = sigmoid(x0 - value);
      const ofOrder = (ordered * (1 - ordered) - (ordered - ahead)) / (ahead + EPSILON);
      const ofSquares = regularization * (2 * value + value * value - squares);
      x[j] = (scale * Math.exp(value - greatest) * (ofOrder + ofSquares)) / total;
    }
    return [
      -Math.log(ahead + EPSILON) + regularization * squares,
      (-scale * slope) / total / (ahead + EPSILON),
    ];
  };

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
