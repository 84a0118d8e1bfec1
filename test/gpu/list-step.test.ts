import { expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { Random } from '../../src/compute/random';
import { ListNetwork } from '../../src/nn/list-network';
import { RankNetwork, Standardizer } from '../../src/ranking/rank/network';
import { onHost } from '../../src/lab/live/ranking-training';
import { bothBackends } from './backends';
import { noiseArray } from './fixtures';

const backends = bothBackends();
const FEATURES = 5;
const GROUP = 4;
const LISTS = 11;
const BATCH = 8;
const lists = noiseArray(LISTS * GROUP * FEATURES, 5);
/** Leaves features as they are. */
const plain = new Standardizer(new Float64Array(FEATURES), new Float64Array(FEATURES).fill(1));

/** The network before and after the last, smaller step of an epoch with SGD at a rate of 1, and the epoch's order. */
async function stepOf(backend: Backend) {
  const scope = backend.scope('test');
  const shape = { features: FEATURES, hidden: [6, 3], activation: 'relu' } as const;
  const network = new ListNetwork(backend, scope, shape, 3);
  const program = network.train(scope, {
    lists,
    ...{ group: GROUP, batchSize: BATCH, epochs: 1, weightDecay: 0 },
    optimizer: { name: 'sgd', learningRate: 1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  });
  const steps = program.begin(1);
  backend.run(program.step, steps - 1);
  const before = await onHost(network, plain);
  backend.run(program.step);
  const after = await onHost(network, plain);
  const loss = await program.loss(steps, steps);
  const { output, forward } = network.inference(scope, scope.upload(lists, 'rows'), LISTS * GROUP);
  backend.run(forward);
  const scores = await backend.read(output.values);
  scope.dispose();
  return { before, after, loss, scores };
}

const valuesOf = (network: RankNetwork) =>
  network.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

/** Mean softmax cross-entropy of some lists, the chosen candidate being the first of each. */
function lossOf(network: RankNetwork, of: readonly number[]): number {
  const scores = network.scores(lists);
  const each = of.map((list) => {
    const own = scores.subarray(list * GROUP, (list + 1) * GROUP);
    return Math.log(own.reduce((sum, score) => sum + Math.exp(score), 0)) - own[0]!;
  });
  return each.reduce((sum, loss) => sum + loss, 0) / of.length;
}

test('a step goes down the gradient, by central differences in f64, and the host scores as the device does', async () => {
  const last = [...new Random(3, 'order of rows', 1).permutation(LISTS).subarray(BATCH)];
  for (const backend of [backends.gpu, backends.cpu]) {
    const { before, after, loss, scores } = await stepOf(backend);
    const lossAt = (layer: number, kind: 'weights' | 'bias', i: number, h: number) => {
      const layers = before.layers.map((each, l) => {
        if (l !== layer) return each;
        // f64, so that a small step is not lost to rounding.
        const values = Float64Array.from(each[kind]);
        values[i]! += h;
        return { ...each, [kind]: values };
      });
      return lossOf(new RankNetwork(plain, layers), last);
    };
    before.layers.forEach((layer, l) => {
      for (const kind of ['weights', 'bias'] as const)
        layer[kind].forEach((value, i) => {
          // The last bias moves all scores alike.
          const isLearned = l < before.layers.length - 1 || kind === 'weights';
          const slope = (lossAt(l, kind, i, 1e-5) - lossAt(l, kind, i, -1e-5)) / 2e-5;
          const step = value - after.layers[l]![kind][i]!;
          expect(Math.abs(step - (isLearned ? slope : 0)), `layer ${l} ${kind}[${i}]`).toBeLessThan(1e-5);
        });
    });
    expect(loss).toBeGreaterThan(0);
    const host = after.scores(lists);
    scores.forEach((score, i) => expect(Math.abs(score - host[i]!)).toBeLessThan(1e-5));
  }
});

test('both sides learn the same, and the device the same bits twice', async () => {
  const [cpu, gpu] = [await stepOf(backends.cpu), await stepOf(backends.gpu)];
  expect((await stepOf(backends.gpu)).after.layers).toEqual(gpu.after.layers);
  const [host, device] = [cpu, gpu].map(({ after }) => valuesOf(after));
  host!.forEach((value, i) => expect(Math.abs(value - device![i]!)).toBeLessThan(1e-5));
  expect(Math.abs(cpu.loss! - gpu.loss!)).toBeLessThan(1e-5);
});
