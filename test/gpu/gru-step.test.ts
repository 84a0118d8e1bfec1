import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import type { CandidateOptions } from '../../src/nn/candidate-output';
import { GruNetwork, type GruShape } from '../../src/nn/gru-network';
import { packSequences } from '../../src/nn/sequences';
import { bothBackends } from './backends';
import {
  candidatesOf,
  distanceFromDifferences,
  ITEMS,
  lastBatch,
  lastStep,
  lossOf,
  optionsOf,
  SEED,
  sequences,
} from './sequence-fixtures';

const backends = bothBackends();
const LENGTH = 4;
const BATCH = 3;
const packed = packSequences(sequences, LENGTH, SEED);
/** Of a full batch. */
const TARGETS = (BATCH * packed.count) / packed.rows;

type Parameters = ReadonlyMap<string, Float64Array>;

/** The network written out in f64: the vector that is compared with items, after each position of a packed row. */
function encode({ factors, hidden, tied }: GruShape, parameters: Parameters, row: number): number[][] {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const product = (weights: string, bias: string, x: readonly number[], width: number) =>
    Array.from({ length: width }, (_, j) =>
      x.reduce(
        (sum, value, k) => sum + value * parameters.get(weights)![j * x.length + k]!,
        parameters.get(bias)![j]!,
      ),
    );
  const at = (t: number) => row * LENGTH + t;
  let signal = Array.from({ length: LENGTH }, (_, t) => {
    const id = packed.inputs[at(t)]!;
    return Array.from({ length: factors }, (__, k) =>
      id === NO_ROW ? 0 : parameters.get('item embeddings')![id * factors + k]!,
    );
  });
  hidden.forEach((width, layer) => {
    const name = `gru layer ${layer + 1}`;
    let state = new Array<number>(width).fill(0);
    signal = signal.map((x, t) => {
      if (packed.starts[at(t)]) state = state.map(() => 0);
      const a = product(`${name} input weights`, `${name} input bias`, x, 3 * width);
      const c = product(`${name} recurrent weights`, `${name} recurrent bias`, state, 3 * width);
      state = state.map((s, k) => {
        const r = sigmoid(a[k]! + c[k]!);
        const z = sigmoid(a[width + k]! + c[width + k]!);
        return (1 - z) * Math.tanh(a[2 * width + k]! + r * c[2 * width + k]!) + z * s;
      });
      return state;
    });
  });
  if (tied && hidden.at(-1) !== factors)
    signal = signal.map((x) => product('projection weights', 'projection bias', x, factors));
  return signal;
}

function meanLoss(shape: GruShape, options: CandidateOptions, parameters: Parameters): number {
  const rows = lastBatch(packed.rows, BATCH);
  const candidates = candidatesOf(options.negatives, Math.ceil(packed.rows / BATCH) - 1);
  const vectors = parameters.get(shape.tied ? 'item embeddings' : 'output vectors')!;
  const width = vectors.length / ITEMS;
  let sum = 0;
  for (const row of rows)
    encode(shape, parameters, row).forEach((vector, t) => {
      const target = packed.targets[row * LENGTH + t]!;
      if (target === NO_ROW) return;
      const score = (item: number) =>
        vector.reduce(
          (x, value, k) => x + value * vectors[item * width + k]!,
          parameters.get('item biases')![item]!,
        );
      sum += lossOf(options, score, target, candidates);
    });
  return (sum * packed.rows) / (rows.length * packed.count);
}

const base = { items: ITEMS, sequenceLength: LENGTH, dropout: 0 };
const cases: readonly (readonly [string, GruShape, CandidateOptions])[] = [
  ['tied, all items', { ...base, factors: 5, hidden: [5], tied: true }, optionsOf('cross-entropy', 0)],
  [
    'two layers, projected',
    { ...base, factors: 3, hidden: [4, 6], tied: true },
    optionsOf('cross-entropy', 5),
  ],
  ['untied, BPR-max', { ...base, factors: 4, hidden: [6], tied: false }, optionsOf('bpr-max', 6)],
  ['untied, binary', { ...base, factors: 4, hidden: [3], tied: false }, optionsOf('bce', 7)],
];

describe.each(cases)('%s', (_, shape, options) => {
  const step = (backend: Backend) =>
    lastStep(backend, (scope) => new GruNetwork(backend, scope, shape, SEED), options, TARGETS);

  test('a step of SGD at rate 1 moves everything by its gradient, by central differences in f64', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const moved = await step(backend);
      expect(moved.steps).toBeGreaterThan(1);
      const { distance, place, greatest } = distanceFromDifferences(moved, (parameters) =>
        meanLoss(shape, options, parameters),
      );
      expect(greatest).toBeGreaterThan(0.05);
      expect(distance, place).toBeLessThan(5e-6);
    }
  });

  test('the same bits twice', async () => {
    expect(await step(backends.gpu)).toEqual(await step(backends.gpu));
  });
});
