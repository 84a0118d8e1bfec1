import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import type { CandidateOptions } from '../../src/nn/candidate-output';
import { SasRecNetwork, type SasRecShape } from '../../src/nn/sasrec-network';
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

/** The network written out in f64 for one piece of a sequence: the vector after each of its items. */
function encode({ factors, blocks, heads }: SasRecShape, parameters: Parameters, ids: number[]): number[][] {
  const value = (name: string, at: number) => parameters.get(name)![at]!;
  const dense = (name: string, x: readonly number[], width: number) =>
    Array.from({ length: width }, (_, j) =>
      x.reduce((sum, v, k) => sum + v * value(`${name} weights`, j * x.length + k), value(`${name} bias`, j)),
    );
  const norm = (name: string, x: readonly number[]) => {
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
    const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    return x.map(
      (v, c) =>
        ((v - mean) / Math.sqrt(variance + 1e-5)) * value(`${name} scale`, c) + value(`${name} shift`, c),
    );
  };
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const add = (a: readonly number[], b: readonly number[]) => a.map((v, i) => v + b[i]!);
  let signal = ids.map((id, t) =>
    Array.from(
      { length: factors },
      (_, k) =>
        value('item embeddings', id * factors + k) +
        value('place embeddings', (LENGTH - ids.length + t) * factors + k),
    ),
  );
  for (let block = 1; block <= blocks; block++) {
    const name = `block ${block}`;
    const wide = signal.map((x) =>
      dense(`${name} queries, keys, values`, norm(`${name} attention norm`, x), 3 * factors),
    );
    const part = factors / heads;
    signal = signal.map((x, t) => {
      const mixed: number[] = [];
      for (let head = 0; head < heads; head++) {
        const [q, k, v] = [0, 1, 2].map((i) =>
          wide.map((row) => row.slice(i * factors + head * part, i * factors + (head + 1) * part)),
        ) as [number[][], number[][], number[][]];
        const scores = k.slice(0, t + 1).map((key) => Math.exp(dot(q[t]!, key) / Math.sqrt(part)));
        const total = scores.reduce((sum, e) => sum + e, 0);
        for (let c = 0; c < part; c++)
          mixed.push(scores.reduce((sum, e, j) => sum + (e * v[j]![c]!) / total, 0));
      }
      return add(x, mixed);
    });
    signal = signal.map((x) => {
      const inner = dense(`${name} dense 1`, norm(`${name} dense norm`, x), factors).map((z) =>
        Math.max(0, z),
      );
      return add(x, dense(`${name} dense 2`, inner, factors));
    });
  }
  return signal.map((x) => norm('last norm', x));
}

/** Positions of a packed row, piece by piece. */
function piecesOf(row: number): number[][] {
  const pieces: number[][] = [];
  for (let at = row * LENGTH; at < (row + 1) * LENGTH; at++) {
    if (packed.inputs[at] === NO_ROW) continue;
    if (packed.starts[at]) pieces.push([]);
    pieces.at(-1)!.push(at);
  }
  return pieces;
}

function meanLoss(shape: SasRecShape, options: CandidateOptions, parameters: Parameters): number {
  const rows = lastBatch(packed.rows, BATCH);
  const candidates = candidatesOf(options.negatives, Math.ceil(packed.rows / BATCH) - 1);
  const vectors = parameters.get('item embeddings')!;
  let sum = 0;
  for (const row of rows)
    for (const piece of piecesOf(row)) {
      const encoded = encode(
        shape,
        parameters,
        piece.map((at) => packed.inputs[at]!),
      );
      piece.forEach((at, t) => {
        const score = (item: number) =>
          encoded[t]!.reduce(
            (x, v, k) => x + v * vectors[item * shape.factors + k]!,
            parameters.get('item biases')![item]!,
          );
        sum += lossOf(options, score, packed.targets[at]!, candidates);
      });
    }
  return (sum * packed.rows) / (rows.length * packed.count);
}

const base = { items: ITEMS, sequenceLength: LENGTH, dropout: 0 };
const cases: readonly (readonly [string, SasRecShape, CandidateOptions])[] = [
  ['one block, two heads', { ...base, factors: 4, blocks: 1, heads: 2 }, optionsOf('cross-entropy', 5)],
  ['two blocks, one head', { ...base, factors: 5, blocks: 2, heads: 1 }, optionsOf('bce', 0)],
];

describe.each(cases)('%s', (_, shape, options) => {
  const step = (backend: Backend) =>
    lastStep(backend, (scope) => new SasRecNetwork(backend, scope, shape, SEED), options, TARGETS);

  test('a step of SGD at rate 1 moves everything by its gradient, by central differences in f64', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const moved = await step(backend);
      expect(moved.steps).toBeGreaterThan(1);
      const { distance, place, greatest } = distanceFromDifferences(moved, (parameters) =>
        meanLoss(shape, options, parameters),
      );
      expect(greatest).toBeGreaterThan(0.05);
      expect(distance, place).toBeLessThan(2e-5);
    }
  });

  test('the same bits twice', async () => {
    expect(await step(backends.gpu)).toEqual(await step(backends.gpu));
  });
});
