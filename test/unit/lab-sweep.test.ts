import { describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import type { ResearcherError } from '../../src/errors';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { RunEvent } from '../../src/lab/events';
import { bestOf } from '../../src/lab/sweep/best';
import { rungsOf } from '../../src/lab/sweep/halving';
import { unitOf, valueOf, type Dimension } from '../../src/lab/sweep/dimension';
import { importanceOf } from '../../src/lab/sweep/importance';
import type { Trial } from '../../src/lab/sweep/record';
import { propose } from '../../src/lab/sweep/search';
import { sweepSchema, type SweepInput } from '../../src/lab/sweep/schema';
import { sobolPoint } from '../../src/lab/sweep/sobol';
import { popularity } from '../../src/models/popularity';
import type { ModelEntry } from '../../src/models/recommender';
import { itemKnn } from '../../src/models/item-knn';
import { counting } from './lab-model';

// Whole experiments, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const range = (path: string, low: number, high: number, more: Partial<Dimension> = {}): Dimension => ({
  path,
  low,
  high,
  log: false,
  integer: false,
  steps: null,
  values: null,
  ...more,
});
const SCIPY = [
  [896, 896, 128, 384, 896, 640, 896, 384, 384, 128, 384, 896, 896, 128, 896, 384, 896, 384, 384, 640, 640],
  [287, 101, 141, 483, 57, 359, 81, 719, 959, 957, 429, 563, 719, 763, 325, 81, 107, 379, 845, 13, 333],
  [1, 771, 627, 149, 191, 449, 143, 633, 353, 871, 695, 37, 133, 681, 371, 475, 321, 897, 599, 327, 887],
];

const listed = (path: string, values: readonly unknown[]): Dimension => ({ ...range(path, 0, 1), values });

/** Plays a search against a known function. */
function play(
  input: Partial<SweepInput>,
  dimensions: readonly Dimension[],
  f: (trial: Trial) => number | null,
) {
  const sweep = sweepSchema.parse({
    version: 1,
    experiment: {},
    space: { x: 'auto' },
    goal: 'min',
    ...input,
  });
  const trials: Trial[] = [];
  for (let proposal; (proposal = propose(sweep, dimensions, trials));) {
    const trial = { number: trials.length, ...proposal, score: null, metrics: {}, error: null, seconds: 0 };
    trials.push({ ...trial, score: f(trial) });
  }
  return trials;
}

describe('a dimension and the unit interval', () => {
  test('whole numbers share it evenly, both ends among them', () => {
    const dimension = range('k', 1, 4, { integer: true });
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 4000; i++) {
      const value = valueOf(dimension, (i + 0.5) / 4000);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      [1, 1000],
      [2, 1000],
      [3, 1000],
      [4, 1000],
    ]);
  });

  test.each([
    range('a', -2, 6),
    range('b', 1e-4, 10, { log: true }),
    range('c', 5, 500, { integer: true, log: true }),
    listed('d', ['x', [1, 2], null]),
  ])('$path: there and back', (dimension) => {
    for (const unit of [0.01, 0.3, 0.5, 0.77, 0.99]) {
      const value = valueOf(dimension, unit);
      expect(valueOf(dimension, unitOf(dimension, value))).toEqual(value);
    }
  });
});

test('Sobol points are those of scipy (qmc.Sobol, unscrambled, 21 dimensions)', () => {
  const at = (index: number) => sobolPoint(index, 21, null).map((value) => value * 1024);
  // scipy 1.17.1: Sobol(21, scramble=False).random(1024)[[5, 700, 1023]] * 1024
  expect([at(5), at(700), at(1023)]).toEqual(SCIPY);
});

describe('search methods', () => {
  const plane = [range('x', 0, 1), range('y', 0, 1)];

  test('a grid has both ends, and ends', () => {
    const trials = play(
      { method: 'grid', trials: 100 },
      [range('x', 1, 100, { log: true, steps: 3 }), listed('y', ['a', 'b'])],
      () => 0,
    );
    expect(trials.map(({ parameters }) => [parameters['x'], parameters['y']])).toEqual([
      [1, 'a'],
      [10, 'a'],
      [100, 'a'],
      [1, 'b'],
      [10, 'b'],
      [100, 'b'],
    ]);
  });

  test('a grid without steps uses the trials it has', () => {
    const trials = play(
      { method: 'grid', trials: 20 },
      [range('x', 1, 3, { integer: true }), range('y', 0, 1)],
      () => 0,
    );
    expect(new Set(trials.map(({ parameters }) => parameters['x']))).toEqual(new Set([1, 2, 3]));
    expect(trials).toHaveLength(18);
  });

  test('TPE finds the low ground of a bowl better than random search', () => {
    const bowl = ({ parameters: { x, y } }: Trial) =>
      ((x as number) - 0.71) ** 2 + ((y as number) - 0.22) ** 2;
    const best = (method: 'tpe' | 'random', seed: number) =>
      Math.min(...play({ method, trials: 50, seed }, plane, bowl).map(({ score }) => score!));
    const seeds = [1, 2, 3, 4, 5, 6, 7];
    const median = (method: 'tpe' | 'random') =>
      seeds.map((seed) => best(method, seed)).sort((a, b) => a - b)[3]!;
    expect(median('tpe')).toBeLessThan(median('random') / 2);
  });

  test('TPE learns which of the listed values is good, and does not repeat itself where it need not', () => {
    const dimensions = [listed('kind', ['a', 'b', 'c', 'd']), range('k', 1, 30, { integer: true })];
    const trials = play({ method: 'tpe', trials: 60, goal: 'max' }, dimensions, ({ parameters }) =>
      parameters['kind'] === 'c' ? 1 + (parameters['k'] as number) / 30 : 0,
    );
    const late = trials.slice(20).filter(({ parameters }) => parameters['kind'] === 'c');
    // Random search would give ten of forty; only thirty settings have this value.
    expect(late.length).toBeGreaterThan(15);
    expect(new Set(trials.map(({ parameters }) => JSON.stringify(parameters))).size).toBe(60);
  });

  test('halving keeps the best third and gives it three times the effort', () => {
    const sweep = sweepSchema.parse({
      version: 1,
      experiment: {},
      space: { x: 'auto' },
      trials: 13,
      method: 'halving',
    });
    expect(rungsOf(sweep).map(({ count }) => count)).toEqual([9, 3, 1]);
    const trials = play(
      { method: 'halving', trials: 13 },
      [range('x', 0, 1)],
      ({ parameters }) => parameters['x'] as number,
    );
    const sorted = trials
      .slice(0, 9)
      .map(({ parameters }) => parameters['x'] as number)
      .sort((a, b) => a - b);
    expect(trials.slice(9).map(({ parameters }) => parameters['x'])).toEqual([
      sorted[0],
      sorted[1],
      sorted[2],
      sorted[0],
    ]);
    expect(trials.map(({ effort }) => Number(effort.toFixed(4)))).toEqual([
      ...new Array<number>(9).fill(0.1111),
      ...new Array<number>(3).fill(0.3333),
      1,
    ]);
    expect(bestOf(trials, { goal: 'min' })?.number).toBe(12);
  });

  test.each(['random', 'sobol', 'tpe', 'halving', 'grid'] as const)(
    '%s goes on from any point as if never interrupted',
    (method) => {
      const f = ({ parameters: { x, y } }: Trial) =>
        (x as number) > 0.9 ? null : Math.sin(9 * (x as number)) + (y as number);
      const whole = play({ method, trials: 30 }, plane, f);
      const sweep = sweepSchema.parse({
        version: 1,
        experiment: {},
        space: { x: 'auto' },
        goal: 'min',
        method,
        trials: 30,
      });
      for (const cut of [0, 7, 11, whole.length - 1]) {
        const next = propose(sweep, plane, JSON.parse(JSON.stringify(whole.slice(0, cut))) as Trial[]);
        expect(next?.parameters).toEqual(whole[cut]!.parameters);
      }
    },
  );
});

test('importance is the share of variance explained: all by one parameter, none by the other', () => {
  const trials = Array.from({ length: 64 }, (_, number): Trial => {
    const [x, y] = [(number % 8) / 8 + 0.05, Math.floor(number / 8) / 8 + 0.05];
    return { number, parameters: { x, y }, effort: 1, score: 3 * x, metrics: {}, error: null, seconds: 0 };
  });
  const { x, y } = importanceOf([range('x', 0, 1), range('y', 0, 1)], trials);
  expect(x).toBeCloseTo(1, 12);
  expect(y).toBe(0);
});

describe('a sweep of experiments', () => {
  const sweep: SweepInput = {
    version: 1,
    experiment: {
      version: 1,
      data: { feedback: 'implicit', store: { customers: 80, items: 60, interactions: 1200 } },
      split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
      model: { name: 'item-knn' },
      evaluation: { metrics: ['ndcg'], cutoffs: [10], baselines: false },
    },
    space: {
      'model.params.neighbours': { low: 1, high: 40, scale: 'log' },
      'model.params.shrinkage': { values: [0, 10, 100] },
    },
    method: 'tpe',
    trials: 14,
  };
  /** With item k-NN calling back at the beginning of each fit, counted from 1. */
  const engineWith = (onFit: (fit: number) => void = () => {}) => {
    const backend = new CpuBackend();
    let fits = 0;
    const watched: ModelEntry = {
      ...itemKnn,
      create: (params, task) => {
        const model = itemKnn.create(params as never, task);
        const fit = model.fit.bind(model);
        model.fit = (train, context) => {
          onFit(++fits);
          return fit(train, context);
        };
        return model;
      },
    };
    return { backend, engine: new Engine(new LabDevice(backend, 'cpu'), [counting(), popularity, watched]) };
  };
  const trialsOf = (events: readonly RunEvent[]) =>
    events.filter((event) => event.type === 'trial').map(({ trial }) => trial);
  const plain = (trials: readonly Trial[]) => trials.map(({ seconds: _, ...trial }) => trial);

  test('chooses on validation, touches the test part once, and leaves only the best model', async () => {
    const { engine, backend } = engineWith();
    const events: RunEvent[] = [];
    const record = await engine.sweep('s', sweep, [], {}, (batch) => events.push(...batch));
    expect(record.trials).toHaveLength(14);
    expect(trialsOf(events)).toEqual(record.trials);
    const best = record.trials[record.best!]!;
    expect(best.score).toBe(Math.max(...record.trials.map(({ score }) => score!)));
    expect(best.score).toBe(best.metrics['ndcg@10']);
    expect(record.test!.experiment.model.params).toMatchObject({
      neighbours: best.parameters['model.params.neighbours'],
      shrinkage: best.parameters['model.params.shrinkage'],
    });
    // The best setting alone, by hand: the same test figures.
    const alone = await engine.run('r', record.test!.experiment, {}, () => {});
    expect(alone.metrics).toEqual(record.test!.metrics);
    expect(alone.metrics['ndcg@10']).not.toBe(best.score);
    engine.release('r');
    expect((await engine.ask('s', 'find', 'user', '', 1)).length).toBe(1);
    engine.release('s');
    expect(backend.memory.current).toBe(0);
  });

  test('of 50 trials, interrupted in the middle and taken up again, ends with the same best trial', async () => {
    const long = { ...sweep, trials: 50 };
    const whole = await engineWith().engine.sweep('s', long, [], {}, () => {});
    const { engine } = engineWith((fit) => void (fit === 26 && engine.cancel('s')));
    const saved: Trial[] = [];
    const cut = engine.sweep('s', long, [], {}, (batch) => saved.push(...trialsOf(batch)));
    await expect(cut).rejects.toMatchObject({ name: 'Cancelled' });
    expect(saved).toHaveLength(25);
    const kept = JSON.parse(JSON.stringify(saved)) as Trial[];
    const again = await engineWith().engine.sweep('t', long, kept, {}, () => {});
    expect(again.trials).toHaveLength(50);
    expect(plain(again.trials)).toEqual(plain(whole.trials));
    expect(again.best).toBe(whole.best);
    expect(again.test!.metrics).toEqual(whole.test!.metrics);
  });

  test('stopped early it still measures the best so far in full', async () => {
    const { engine } = engineWith((fit) => void (fit === 6 && engine.stopAndKeep('s')));
    const record = await engine.sweep('s', sweep, [], {}, () => {});
    expect(record.outcome).toBe('stopped');
    expect(record.trials.length).toBeLessThanOrEqual(6);
    expect(record.trials.length).toBeGreaterThanOrEqual(5);
    expect(record.test?.outcome).toBe('done');
  });

  test('a validation part is added where there is none, and said', async () => {
    const { engine } = engineWith();
    const experiment = { ...(sweep.experiment as object), split: { protocol: 'leave-one-out' } };
    const record = await engine.sweep('s', { ...sweep, experiment, trials: 2 }, [], {}, () => {});
    expect(record.warnings.map(({ code }) => code)).toContain('sweep.validation-added');
    expect(record.test!.experiment.split).toEqual({ protocol: 'leave-one-out', validation: true });
  });

  test('refitted, the best setting learns from the validation part too', async () => {
    const { engine } = engineWith();
    const record = await engine.sweep('s', { ...sweep, refit: true, trials: 2 }, [], {}, () => {});
    expect(record.test!.experiment.split).toMatchObject({ testRatio: 0.2, validationRatio: 0 });
    const { validation, ...plainly } = (
      await engineWith().engine.sweep('t', { ...sweep, trials: 2 }, [], {}, () => {})
    ).test!.data;
    expect(record.test!.data).toMatchObject({ test: plainly.test, validation: 0 });
    expect(record.test!.data.train).toBe(plainly.train + validation);
  });

  test('halving grows epochs; automatic ranges come from the model', async () => {
    const { engine } = engineWith();
    const experiment = {
      ...(sweep.experiment as object),
      model: { name: 'counting' },
      training: { epochs: 9 },
    };
    const space = { 'model.params.kind': 'auto' as const, 'model.params.decay': { low: 0.1, high: 1 } };
    const record = await engine.sweep(
      's',
      { ...sweep, experiment, space, method: 'halving', trials: 13 },
      [],
      {},
      () => {},
    );
    expect(record.trials).toHaveLength(13);
    expect(new Set(record.trials.map(({ parameters }) => parameters['model.params.kind'])).size).toBe(2);
    expect(record.test!.history).toHaveLength(9);
  });

  test.each([
    [{ space: {} }, 'space', 'at least one'],
    [
      { space: { 'model.params.neighbors': 'auto' } },
      'space.model.params.neighbors',
      'Did you mean “neighbours”?',
    ],
    [
      { space: { 'data.filters.minRating': { values: [1] } } },
      'space.data.filters.minRating',
      'cannot be swept',
    ],
    [
      { space: { 'model.params.neighbours': { low: 0, high: 5 } } },
      'model.params.neighbours',
      'is 0, but must be at least 1',
    ],
    [
      { space: { 'model.params.neighbours': { low: 9, high: 5 } } },
      'space.model.params.neighbours',
      'above its high end',
    ],
    [
      { space: { 'model.params.neighbours': { low: 1.5, high: 5 } } },
      'space.model.params.neighbours',
      'whole numbers',
    ],
    [
      { space: { 'model.params.similarity': { low: 0, high: 1 } } },
      'space.model.params.similarity',
      'is no number',
    ],
    [{ metric: 'recall@10' }, 'metric', 'Known: ndcg@10.'],
    [{ method: 'tpee' }, 'method', 'Did you mean “tpe”?'],
    [{ trials: 0 }, 'trials', 'must be at least 1'],
  ])('%j is refused with its place', async (change, path, sentence) => {
    const { engine } = engineWith();
    const error = (await engine
      .sweep('s', { ...sweep, ...change }, [], {}, () => {})
      .catch((reason: unknown) => reason)) as ResearcherError;
    expect(error.name).toBe('ResearcherError');
    expect(error.where.path).toBe(path);
    expect(error.text.en).toContain(sentence);
  });
});
