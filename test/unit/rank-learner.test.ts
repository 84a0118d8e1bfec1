import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { Random } from '../../src/compute/random';
import { RankLearner, type LearnerOptions } from '../../src/live/rank-learner';
import { untaught, type RankLesson, type Replay } from '../../src/live/rank-lesson';
import { ListNetwork } from '../../src/nn/list-network';
import { ListGradient } from '../../src/ranking/rank/list-gradient';
import { RankNetwork, Standardizer } from '../../src/ranking/rank/network';
import {
  layersIn,
  networkIn,
  parameterCount,
  parametersOf,
  widthsOf,
} from '../../src/ranking/rank/parameters';

const FEATURES = 5;
const WIDTHS = [FEATURES, 6, 4, 1];
const SEED = 3;

const drawn = (random: Random, count: number) =>
  Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
const parameters = drawn(new Random(1, 'parameters'), parameterCount(WIDTHS));
const plain = new Standardizer(new Float64Array(FEATURES), new Float64Array(FEATURES).fill(1));
const network = networkIn(plain, WIDTHS, parameters);

test('the parameters of a network lie in one array and make the same network', () => {
  expect(widthsOf(network)).toEqual(WIDTHS);
  expect(parametersOf(network)).toEqual(parameters);
  expect(layersIn(WIDTHS, parameters)[1]!.bias).toEqual(parameters.subarray(36 + 24, 36 + 28));
  expect(network.parameters).toBe(parameters.length);
});

describe('the gradient of a list', () => {
  const gradient = new ListGradient(WIDTHS);
  const inputs = drawn(new Random(2, 'inputs'), 7 * FEATURES);

  test('is that of central differences, times the weight, but for the bias of the score, which has none', () => {
    const sums = new Float64Array(parameters.length);
    const loss = gradient.add(parameters, inputs, 2.5, sums);
    const scores = network.scores(inputs);
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    expect(loss).toBeCloseTo(Math.log(total) - scores[0]!, 12);
    expect(gradient.loss(parameters, inputs)).toBe(loss);
    // Steps that f32 holds exactly.
    const h = 2 ** -9;
    parameters.forEach((value, i) => {
      const moved = (by: number) => {
        const other = parameters.slice();
        other[i] = value + by;
        return [other[i], gradient.loss(other, inputs)] as const;
      };
      const [[high, above], [low, below]] = [moved(h), moved(-h)];
      expect(sums[i]! / 2.5, `parameter ${i}`).toBeCloseTo((above - below) / (high - low), 4);
    });
    expect(sums.at(-1)).toBe(0);
  });

  test('adds up, whatever lengths the lists have', () => {
    const short = drawn(new Random(3, 'short'), 2 * FEATURES);
    const [first, second, both] = [0, 0, 0].map(() => new Float64Array(parameters.length));
    gradient.add(parameters, inputs, 1, first!);
    gradient.add(parameters, short, 3, second!);
    gradient.add(parameters, short, 3, both!);
    gradient.add(parameters, inputs, 1, both!);
    both!.forEach((sum, i) => expect(sum).toBeCloseTo(first![i]! + second![i]!, 10));
  });

  test('makes the step that the training on a device makes', async () => {
    const backend = new CpuBackend();
    const scope = backend.scope('test');
    const onDevice = new ListNetwork(
      backend,
      scope,
      { features: FEATURES, hidden: [6, 4], activation: 'relu' },
      SEED,
    );
    const group = 4;
    const lists = drawn(new Random(4, 'lists'), 3 * group * FEATURES);
    const read = async () => {
      const tensors = await onDevice.read();
      const of = (name: string) => tensors.get(name)!.data as Float32Array;
      const layers = onDevice.layers.map(({ name, width }) => ({
        weights: of(`${name} weights`).slice(),
        bias: of(`${name} bias`).slice(),
        width,
      }));
      return parametersOf(new RankNetwork(plain, layers));
    };
    const before = await read();
    const learningRate = 0.5;
    const spec = {
      ...{ lists, group, batchSize: 3, epochs: 1, weightDecay: 0 },
      optimizer: { name: 'sgd', learningRate, momentum: 0, beta1: 0, beta2: 0, epsilon: 0 },
    } as const;
    const program = onDevice.train(scope, spec);
    program.begin(1);
    backend.run(program.step);
    const after = await read();
    const sums = new Float64Array(before.length);
    for (let list = 0; list < 3; list++)
      gradient.add(before, lists.subarray(list * group * FEATURES, (list + 1) * group * FEATURES), 1, sums);
    const bound = 1e-6;
    after.forEach((value, i) =>
      expect(Math.abs(value - (before[i]! - (learningRate * sums[i]!) / 3))).toBeLessThan(bound),
    );
    scope.dispose();
  });
});

const replay: Replay = {
  held: Array.from({ length: 20 }, (_, list) => ({
    inputs: drawn(new Random(5, 'replay', list), 6 * FEATURES),
    weight: 1,
    isClicked: false,
  })),
  seen: 20,
};
const OPTIONS: LearnerOptions = { steps: 2, replayed: 3, learningRate: 0.01 };
const made = (options = OPTIONS) => new RankLearner(network, untaught(network, replay), SEED, options);
const lesson = (number: number): RankLesson => {
  const random = new Random(6, 'lesson', number);
  return { features: drawn(random, (2 + random.below(8)) * FEATURES), weight: 1 + random.below(3) };
};
const learned = (learner: RankLearner) => {
  while (learner.advance());
  return learner;
};

describe('a ranking network that learns from lists', () => {
  test('serves the network from before until all lessons are learned, and loses less on them', () => {
    const learner = made();
    for (let number = 0; number < 60; number++) learner.set(number, lesson(number % 4));
    expect(learner.advance()).toBe(true);
    expect(learner).toMatchObject({ lessons: 60, waiting: 60, steps: 0 });
    expect(parametersOf(learner.network)).toEqual(parameters);
    learned(learner);
    expect(learner).toMatchObject({ lessons: 60, waiting: 0, steps: 120, waitingWork: 0 });
    const losses = learner.losses(4);
    expect(losses).toHaveLength(4);
    for (const { now, trained } of losses) expect(now).toBeLessThan(trained);
    expect(learner.losses(100)[0]!.now).toBe(learner.losses(100)[0]!.trained);
  });

  test('is the same, bit for bit, however the lessons came and whatever was taken back', () => {
    for (let seed = 0; seed < 12; seed++) {
      const random = new Random(seed, 'acts');
      const learner = made();
      const kept = new Map<number, RankLesson>();
      for (let order = 0; order < 40; order++) {
        kept.set(order, lesson(order));
        learner.set(order, lesson(order));
        for (let work = random.below(9); work > 0; work--) learner.advance();
        while (random.uniform() < 0.45) {
          const numbers = [...kept.keys()];
          const number = numbers[random.below(numbers.length)] ?? 0;
          // Taken back, or no longer saying what it said.
          if (random.uniform() < 0.3) {
            kept.set(number, lesson(100 + number));
            learner.set(number, lesson(100 + number));
          } else {
            kept.delete(number);
            learner.set(number, null);
          }
          for (let work = random.below(9); work > 0; work--) learner.advance();
        }
      }
      const never = made();
      for (const number of [...kept.keys()].sort((a, b) => a - b))
        learned(never).set(number, kept.get(number)!);
      const [state, expected] = [learner.state(), never.state()];
      expect(state).toEqual(expected);
      expect(learner.losses(100)).toEqual(never.losses(100));
      expect(parametersOf(learner.network)).toEqual(parametersOf(never.network));
    }
  });

  test('goes back to a state that is kept and learns again from there where a network is too large for more', () => {
    const widths = [FEATURES, 256, 120, 1];
    const large = networkIn(plain, widths, drawn(new Random(8, 'large'), parameterCount(widths)));
    const start = () => new RankLearner(large, untaught(large, replay), SEED, { ...OPTIONS, steps: 1 });
    const [learner, never] = [start(), start()];
    for (let order = 0; order < 40; order++) {
      learned(learner).set(order, lesson(order));
      if (order !== 33) never.set(order, lesson(order));
    }
    learned(learner).set(33, null);
    // Thirty-two megabytes hold every twenty-third state.
    expect(learner.waiting).toBeGreaterThan(6);
    expect(learner.state()).toEqual(never.state());
    // One that goes on from there can take back its first lesson, whatever the number of those before it.
    const { values, lessons, replay: kept } = never.state();
    const [later, other] = [0, 1].map(
      () => new RankLearner(large, { values, lessons, replay: kept }, SEED, { ...OPTIONS, steps: 1 }),
    ) as [RankLearner, RankLearner];
    learned(later).set(0, lesson(50));
    learned(later).set(1, lesson(51));
    learned(later).set(0, null);
    other.set(1, lesson(51));
    expect(later.state()).toEqual(other.state());
  });

  test('goes on from a state as though it had never stopped', () => {
    const [whole, first] = [made(), made()];
    for (let order = 0; order < 9; order++) whole.set(order, lesson(order));
    for (let order = 0; order < 5; order++) first.set(order, lesson(order));
    const second = new RankLearner(network, first.state(), SEED, OPTIONS);
    for (let order = 5; order < 9; order++) second.set(order, lesson(order));
    expect(second.state()).toEqual(whole.state());
    expect(second.steps).toBe(18);
  });

  test('keeps its memory bounded: what is long ago has settled', () => {
    const learner = made({ ...OPTIONS, steps: 1, replayed: 0 });
    for (let order = 0; order < 2000; order++) learner.set(order, lesson(order));
    learned(learner);
    expect(learner.losses(5000)).toHaveLength(1000);
    expect(learner.lessons).toBe(2000);
    const before = learner.state();
    learner.set(10, null);
    expect(learner.state()).toEqual(before);
    learner.set(1990, null);
    expect(learner.state().lessons).toBe(1999);
  });

  test('keeps what it knew by learning it again', () => {
    const loss = (learner: RankLearner) => {
      const gradient = new ListGradient(WIDTHS);
      const now = parametersOf(learned(learner).network);
      return replay.held.reduce((sum, { inputs }) => sum + gradient.loss(now, inputs), 0);
    };
    const [with8, without] = [made({ ...OPTIONS, replayed: 8 }), made({ ...OPTIONS, replayed: 0 })];
    for (const learner of [with8, without])
      for (let order = 0; order < 100; order++) learner.set(order, lesson(order));
    expect(loss(with8)).toBeLessThan(loss(without));
  });
});
