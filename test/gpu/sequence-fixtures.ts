import type { Backend } from '../../src/compute/backend';
import type { CandidateLoss } from '../../src/compute/contracts/sequence';
import { Random } from '../../src/compute/random';
import type { CandidateOptions } from '../../src/nn/candidate-output';
import { readLearned, writeLearned } from '../../src/nn/learned';
import type { Sequences } from '../../src/nn/sequences';
import type { SequenceNetwork } from '../../src/models/sequence-model';
import { noise } from './fixtures';

export const ITEMS = 9;
export const SEED = 3;

/** Users of 0 to 7 items. */
export const sequences: Sequences = (() => {
  const lengths = [3, 0, 7, 2, 1, 5, 4, 6];
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, user) => (offsets[user + 1] = offsets[user]! + length));
  const items = Uint32Array.from({ length: offsets.at(-1)! }, (_, i) =>
    Math.min(ITEMS - 1, Math.floor(((noise(i) + 1) / 2) * ITEMS)),
  );
  return { offsets, items };
})();

export const popularity = Uint32Array.from(
  { length: ITEMS },
  (_, item) => sequences.items.filter((other) => other === item).length,
);

export function optionsOf(loss: CandidateLoss, negatives: number): CandidateOptions {
  return { loss, negatives, sampleExponent: 0, negativeWeight: 3, scoreRegularization: 0.5 };
}

/** What lies on the device before and after the last, smaller step of an epoch with SGD at a rate of 1. */
export async function lastStep(
  backend: Backend,
  create: (scope: ReturnType<Backend['scope']>) => SequenceNetwork,
  options: CandidateOptions,
  batchSize: number,
) {
  const scope = backend.scope('test');
  const network = create(scope);
  // Biases too start away from zero, so that every gradient can be told from rounding.
  const start = await readLearned(network);
  for (const [name, { data }] of start)
    if (name.includes('bias')) data.forEach((_, i) => (data[i] = noise(i + name.length) / 2));
  writeLearned(network, start);
  const program = network.train(scope, sequences, popularity, {
    ...options,
    ...{ batchSize, epochs: 1, weightDecay: 0 },
    optimizer: { name: 'sgd', learningRate: 1, momentum: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  });
  const steps = program.begin(1);
  if (steps > 1) backend.run(program.step, steps - 1);
  const before = await readLearned(network);
  backend.run(program.step);
  const after = await readLearned(network);
  scope.dispose();
  return { before, after, steps };
}

/** Rows of the last batch of the first epoch. */
export function lastBatch(rows: number, size: number): Uint32Array {
  const order = new Random(SEED, 'order of rows', 1).permutation(rows);
  return order.subarray((Math.ceil(rows / size) - 1) * size);
}

/** The candidates of a step, drawn uniformly, or all items. */
export function candidatesOf(negatives: number, step: number): number[] {
  if (negatives === 0) return Array.from({ length: ITEMS }, (_, item) => item);
  const random = new Random(SEED, 'sampled items', step);
  return Array.from({ length: negatives }, () => random.below(ITEMS));
}

/** The loss of one target, written out in f64. */
export function lossOf(
  { loss, negatives, negativeWeight, scoreRegularization }: CandidateOptions,
  score: (item: number) => number,
  target: number,
  candidates: readonly number[],
): number {
  const x0 = score(target);
  const x = candidates.filter((item) => item !== target).map(score);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (loss === 'bce')
    return (
      Math.log1p(Math.exp(-x0)) +
      (negativeWeight / candidates.length) * sum(x.map((value) => Math.log1p(Math.exp(value))))
    );
  if (loss === 'cross-entropy') {
    const weight = negatives === 0 ? 1 : ITEMS / negatives;
    return Math.log(Math.exp(x0) + weight * sum(x.map(Math.exp))) - x0;
  }
  const total = sum(x.map(Math.exp));
  const s = x.map((value) => Math.exp(value) / total);
  const ahead = sum(x.map((value, j) => s[j]! / (1 + Math.exp(value - x0))));
  return -Math.log(ahead) + scoreRegularization * sum(x.map((value, j) => s[j]! * value * value));
}

/** Compares every parameter's step with the central difference of `loss` in f64; gives the greatest distance. */
export function distanceFromDifferences(
  { before, after }: Pick<Awaited<ReturnType<typeof lastStep>>, 'before' | 'after'>,
  loss: (parameters: ReadonlyMap<string, Float64Array>) => number,
): { readonly distance: number; readonly place: string; readonly greatest: number } {
  const exact = new Map([...before].map(([name, { data }]) => [name, Float64Array.from(data)]));
  const h = 1e-5;
  let [distance, place, greatest] = [0, '', 0];
  for (const [name, values] of exact)
    values.forEach((value, i) => {
      values[i] = value + h;
      const up = loss(exact);
      values[i] = value - h;
      const down = loss(exact);
      values[i] = value;
      const slope = (up - down) / (2 * h);
      const moved = before.get(name)!.data[i]! - after.get(name)!.data[i]!;
      greatest = Math.max(greatest, Math.abs(slope));
      if (!(Math.abs(moved - slope) <= distance)) {
        distance = Math.abs(moved - slope);
        place = `${name}[${i}]: ${moved}, not ${slope}`;
      }
    });
  return { distance, place, greatest };
}
