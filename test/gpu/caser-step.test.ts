import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import type { CandidateOptions } from '../../src/nn/candidate-output';
import { CaserNetwork, type CaserShape } from '../../src/nn/caser-network';
import { windowsOf } from '../../src/nn/sequences';
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
const BATCH = 8;

type Parameters = ReadonlyMap<string, Float64Array>;

/** The network written out in f64: the vector of a window and its user. */
function encode(
  shape: CaserShape,
  parameters: Parameters,
  window: ArrayLike<number>,
  user: number,
): number[] {
  const { factors, sequenceLength: length, horizontalFilters, verticalFilters } = shape;
  const value = (name: string, at: number) => parameters.get(name)![at]!;
  const image = Array.from(window, (id) =>
    Array.from({ length: factors }, (_, k) =>
      id === NO_ROW ? 0 : value('item embeddings', id * factors + k),
    ),
  );
  const found: number[] = [];
  for (let f = 0; f < verticalFilters; f++)
    for (let k = 0; k < factors; k++)
      found.push(
        image.reduce(
          (sum, row, t) => sum + value('vertical convolution weights', f * length + t) * row[k]!,
          0,
        ),
      );
  for (let height = 1; height <= length; height++)
    for (let f = 0; f < horizontalFilters; f++) {
      const name = `convolution over ${height}`;
      const at = (i: number) => {
        let sum = value(`${name} bias`, f);
        for (let p = 0; p < height; p++)
          for (let k = 0; k < factors; k++)
            sum += image[i + p]![k]! * value(`${name} weights`, (p * horizontalFilters + f) * factors + k);
        return Math.max(0, sum);
      };
      found.push(Math.max(...Array.from({ length: length - height + 1 }, (_, i) => at(i))));
    }
  const dense = Array.from({ length: factors }, (_, j) =>
    Math.max(
      0,
      found.reduce(
        (sum, x, k) => sum + x * value('dense layer weights', j * found.length + k),
        value('dense layer bias', j),
      ),
    ),
  );
  return [
    ...dense,
    ...Array.from({ length: factors }, (_, k) => value('user embeddings', user * factors + k)),
  ];
}

function meanLoss(shape: CaserShape, options: CandidateOptions, parameters: Parameters): number {
  const windows = windowsOf(sequences, shape.sequenceLength);
  const rows = lastBatch(windows.rows, BATCH);
  const candidates = candidatesOf(options.negatives, Math.ceil(windows.rows / BATCH) - 1);
  const vectors = parameters.get('output vectors')!;
  let sum = 0;
  for (const row of rows) {
    const window = windows.inputs.subarray(row * shape.sequenceLength, (row + 1) * shape.sequenceLength);
    const vector = encode(shape, parameters, window, windows.users[row]!);
    const score = (item: number) =>
      vector.reduce(
        (x, value, k) => x + value * vectors[item * vector.length + k]!,
        parameters.get('item biases')![item]!,
      );
    sum += lossOf(options, score, windows.targets[row]!, candidates);
  }
  return sum / rows.length;
}

const base = { users: sequences.offsets.length - 1, items: ITEMS, dropout: 0 };
const cases: readonly (readonly [string, CaserShape, CandidateOptions])[] = [
  [
    'binary',
    { ...base, factors: 3, sequenceLength: 3, horizontalFilters: 2, verticalFilters: 2 },
    optionsOf('bce', 6),
  ],
  [
    'softmax over all items',
    { ...base, factors: 4, sequenceLength: 4, horizontalFilters: 5, verticalFilters: 1 },
    optionsOf('cross-entropy', 0),
  ],
];

describe.each(cases)('%s', (_, shape, options) => {
  const step = (backend: Backend) =>
    lastStep(backend, (scope) => new CaserNetwork(backend, scope, shape, SEED), options, BATCH);

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
