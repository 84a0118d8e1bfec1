import { describe, expect, test } from 'vitest';
import { activate, ACTIVATIONS, type Activation } from '../../src/compute/activation';
import type { Backend } from '../../src/compute/backend';
import { BATCH_HEADER, type PointwiseLoss } from '../../src/compute/contracts/nn';
import { RatingVectorNetwork } from '../../src/nn/rating-vector-network';
import { bothBackends } from './backends';
import { noiseArray, sparseMatrix, uploadMatrix } from './fixtures';

const backends = bothBackends();
const host = sparseMatrix(20, 30, 0.4);
const order = Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
const BATCH = 8;
const optimizer = {
  name: 'sgd',
  learningRate: 0,
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
} as const;

interface Case {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly outputActivation: Activation;
  readonly loss: 'known' | PointwiseLoss;
  readonly batchNorm?: boolean;
}

/** Parameters, gradients and loss of the last, smaller batch of an epoch. */
async function stepOf(backend: Backend, network: Case) {
  const scope = backend.scope('test');
  const shape = { ...network, columns: host.columns, dropout: 0, outputBias: 0.2 };
  const model = new RatingVectorNetwork(backend, scope, shape, 7);
  const { matrix, values } = uploadMatrix(scope, host);
  const targets = scope.upload(targetsFor(network.loss), 'targets');
  const program = model.train(scope, {
    matrix,
    inputs: values,
    targets,
    loss: network.loss,
    batchSize: BATCH,
    optimizer,
    weightDecay: 0,
  });
  program.batches.begin(0, Uint32Array.from(order));
  backend.run(program.step, 3);
  const parameters = await model.store.read();
  const gradients = await backend.read(model.store.gradients);
  const losses = await backend.read(program.losses);
  const offsets = new Map(model.store.parameters.map(({ name, offset }) => [name, offset]));
  const header = await backend.read(program.batches.batch.tensor, 0, BATCH_HEADER);
  scope.dispose();
  return { parameters, gradients, losses, offsets, header };
}

const targetsFor = (loss: Case['loss']) =>
  noiseArray(host.indices.length, 3).map((value) => (loss === 'bce' ? Number(value > 0) : value));

/** The same network written out in f64: the loss of the rows of one batch, as training divides it. */
function lossOf(network: Case, parameters: ReadonlyMap<string, Float64Array>): number {
  const rows = order.slice(16, 20);
  const targets = targetsFor(network.loss);
  let sum = 0;
  const targetOf = rows.map(() => new Map<number, number>());
  // Batch normalisation needs all rows of a layer at once.
  let signals = rows.map((row, r) => {
    const x = new Float64Array(host.columns);
    for (let p = host.offsets[row]!; p < host.offsets[row + 1]!; p++) {
      x[host.indices[p]!] = host.values[p]!;
      targetOf[r]!.set(host.indices[p]!, targets[p]!);
    }
    return x;
  });
  network.hidden.forEach((width, layer) => {
    const weights = parameters.get(`hidden layer ${layer + 1} weights`)!;
    const bias = parameters.get(`hidden layer ${layer + 1} bias`)!;
    signals = signals.map((x) => {
      // The first layer's matrix is inputs × outputs, the others' outputs × inputs.
      const at = (i: number, j: number) => (layer === 0 ? i * width + j : j * x.length + i);
      return Float64Array.from({ length: width }, (_, j) =>
        x.reduce((z, value, i) => z + value * weights[at(i, j)]!, bias[j]!),
      );
    });
    if (network.batchNorm)
      for (let c = 0; c < width; c++) {
        const column = signals.map((x) => x[c]!);
        const mean = column.reduce((total, value) => total + value, 0) / rows.length;
        const variance = column.reduce((total, value) => total + (value - mean) ** 2, 0) / rows.length;
        const [scale, shift] = ['scale', 'shift'].map(
          (what) => parameters.get(`hidden layer ${layer + 1} norm ${what}`)![c]!,
        );
        column.forEach((value, r) => {
          signals[r]![c] = ((value - mean) / Math.sqrt(variance + 1e-5)) * scale! + shift!;
        });
      }
    signals = signals.map((x) => x.map((z) => activate(network.activation, z)));
  });
  for (const [r, x] of signals.entries()) {
    const target = targetOf[r]!;
    const weights = parameters.get('output layer weights')!;
    for (let c = 0; c < host.columns; c++) {
      const z = x.reduce(
        (total, value, j) => total + value * weights[c * x.length + j]!,
        parameters.get('output layer bias')![c]!,
      );
      const t = target.get(c);
      if (network.loss === 'bce') sum += Math.log1p(Math.exp(z)) - (t ?? 0) * z;
      else if (network.loss === 'mse' || t !== undefined)
        sum += (activate(network.outputActivation, z) - (t ?? 0)) ** 2;
    }
  }
  const known = host.indices.length / host.rows;
  return sum / (rows.length * (network.loss === 'known' ? known : host.columns));
}

const cases: Case[] = [
  ...ACTIVATIONS.map((activation) => ({
    ...{ hidden: [6], activation, outputActivation: 'identity', loss: 'known' },
  })),
  { hidden: [9, 5, 7], activation: 'tanh', outputActivation: 'sigmoid', loss: 'known' },
  { hidden: [5, 8], activation: 'gelu', outputActivation: 'identity', loss: 'bce' },
  { hidden: [5], activation: 'sigmoid', outputActivation: 'tanh', loss: 'mse' },
  { hidden: [6, 4], activation: 'gelu', outputActivation: 'identity', loss: 'known', batchNorm: true },
] as Case[];

describe.each(cases)('$hidden $activation → $outputActivation, $loss', (network) => {
  test('every gradient of a training step, by central differences of the network in f64', async () => {
    for (const backend of [backends.gpu, backends.cpu]) {
      const { parameters, gradients, losses, offsets, header } = await stepOf(backend, network);
      // Three steps of 8, 8 and 4 rows
      expect([...header].slice(0, 5)).toEqual([2, 2, 16, 4, 20]);
      const exact = new Map([...parameters].map(([name, { data }]) => [name, Float64Array.from(data)]));
      const known = host.indices.length / host.rows;
      const divisor = 4 * (network.loss === 'known' ? known : host.columns);
      expect(losses[2]! / divisor).toBeCloseTo(lossOf(network, exact), 5);
      const h = 1e-5;
      for (const [name, values] of exact) {
        if (name.includes('running')) continue;
        for (let i = 0; i < values.length; i += Math.max(1, Math.floor(values.length / 9))) {
          const value = values[i]!;
          values[i] = value + h;
          const up = lossOf(network, exact);
          values[i] = value - h;
          const down = lossOf(network, exact);
          values[i] = value;
          expect(gradients[offsets.get(name)! + i], `${name}[${i}]`).toBeCloseTo((up - down) / (2 * h), 5);
        }
      }
    }
  });
});

test('a step gives the same bits twice', async () => {
  const network = cases.at(-2)!;
  const [first, second] = [await stepOf(backends.gpu, network), await stepOf(backends.gpu, network)];
  expect(second.gradients).toEqual(first.gradients);
  expect(second.losses).toEqual(first.losses);
});
