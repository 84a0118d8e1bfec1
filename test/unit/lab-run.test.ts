import { describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { ResearcherError } from '../../src/errors';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { RunEvent } from '../../src/lab/events';
import type { ExperimentInput } from '../../src/lab/experiment';
import { Cancelled } from '../../src/models/recommender';
import { bias } from '../../src/models/bias';
import { popularity } from '../../src/models/popularity';
import { readSafetensors } from '../../src/models/safetensors';
import { counting, type Hooks } from './lab-model';

// Whole experiments, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const store = { customers: 80, items: 60, interactions: 1200 };

const ranking: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'counting' },
  training: { epochs: 3 },
  evaluation: { task: 'ranking', metrics: ['precision', 'ndcg'], cutoffs: [5, 10] },
};

function engineWith(hooks: Hooks = {}) {
  const backend = new CpuBackend();
  return { backend, engine: new Engine(new LabDevice(backend, 'cpu'), [counting(hooks), popularity, bias]) };
}

async function failure(work: Promise<unknown>): Promise<ResearcherError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ResearcherError) return error;
  throw new Error(`expected a ResearcherError, got ${String(error)}`);
}

describe('one experiment from data to record', () => {
  test('the record says what was done on what', async () => {
    const { engine } = engineWith();
    const record = await engine.run('a', ranking, {}, () => {});
    expect(record.data).toMatchObject({ users: 80, interactions: 1200, test: 240, rejected: 0 });
    expect(record.data.train + record.data.validation).toBe(960);
    expect(record.experiment.model.params).toEqual({ decay: 0.5, kind: 'plain' });
    expect(Object.keys(record.metrics).sort()).toEqual(['ndcg@10', 'ndcg@5', 'precision@10', 'precision@5']);
    // The counting model and popularity are the same model.
    expect(record.baselines['popularity']).toEqual(record.metrics);
    for (const [name, value] of Object.entries(record.metrics)) {
      const [low, high] = record.intervals[name]!;
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(record.history.map((point) => [point.epoch, point.values['loss']])).toEqual([
      [1, 0.5],
      [2, 0.25],
      [3, 0.125],
    ]);
    expect(Object.keys(record.history[0]!.values).sort()).toEqual([
      'loss',
      'validation:ndcg@10',
      'validation:ndcg@5',
      'validation:precision@10',
      'validation:precision@5',
    ]);
    expect(record.historyTimes).toHaveLength(3);
    expect(record.outcome).toBe('done');
    expect(record.environment).toMatchObject({
      backend: 'cpu',
      code: expect.stringMatching(/^cofilter \d/) as string,
    });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  test('a model of neighbours says in the record how they were found; another says nothing', async () => {
    const engine = new Engine(new LabDevice(new CpuBackend(), 'cpu'));
    const run = { ...ranking, evaluation: { ...ranking.evaluation, baselines: false } };
    for (const name of ['item-knn', 'rp3beta'])
      expect((await engine.run(name, { ...run, model: { name } }, {}, () => {})).neighboursBy).toEqual([
        { by: 'host', because: 'backend' },
      ]);
    expect(await engine.run('p', { ...run, model: { name: 'popularity' } }, {}, () => {})).not.toHaveProperty(
      'neighboursBy',
    );
  });

  test('twice the same, bit for bit', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => engineWith().engine.run('a', ranking, {}, () => {})),
    );
    const bits = ({
      experiment,
      data,
      metrics,
      intervals,
      baselines,
      history,
      folds,
      groups,
    }: typeof first & {}) =>
      JSON.stringify({ experiment, data, metrics, intervals, baselines, history, folds, groups });
    expect(bits(first!)).toBe(bits(second!));
  });

  test('another seed splits otherwise but learns from the same data', async () => {
    const { engine } = engineWith();
    const first = await engine.run('a', ranking, {}, () => {});
    const second = await engine.run('b', { ...ranking, seed: 1 }, {}, () => {});
    expect(second.data.sha256).toBe(first.data.sha256);
    expect(second.metrics).not.toEqual(first.metrics);
  });

  test('k-fold gives the mean over the folds and keeps each', async () => {
    const { engine, backend } = engineWith();
    const split = { protocol: 'k-fold' as const, folds: 3 };
    const record = await engine.run('a', { ...ranking, split }, {}, () => {});
    expect(record.folds.map((fold) => fold.name)).toEqual(['fold 1 of 3', 'fold 2 of 3', 'fold 3 of 3']);
    for (const [name, value] of Object.entries(record.metrics)) {
      const mean = record.folds.reduce((sum, fold) => sum + fold.metrics[name]!, 0) / 3;
      expect(value).toBeCloseTo(mean, 14);
    }
    engine.release('a');
    expect(backend.memory.current).toBe(0);
  });

  test('a rating experiment on text, with cold parts left to the model', async () => {
    const { engine } = engineWith();
    const lines = Array.from({ length: 60 }, (_, i) => `u${i % 7},i${(i * 5) % 11},${1 + ((i * 3) % 5)}`);
    const record = await engine.run(
      'a',
      {
        version: 1,
        data: { source: 'text', text: ['user,item,rating', ...lines].join('\n'), format: 'csv' },
        model: { name: 'bias' },
        evaluation: { task: 'rating' },
      },
      {},
      () => {},
    );
    expect(record.metrics['rmse']).toBeGreaterThan(0);
    expect(Object.keys(record.metrics)).toEqual(['rmse', 'mae']);
    expect(record.baselines).toEqual({});
    const files = await engine.ask('a', 'artefacts');
    const rows = (await files['predictions.csv']!.text())
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['user', 'item', 'rating', 'prediction']);
    expect(rows.length - 1).toBe(record.data.test);
    const squares = rows
      .slice(1)
      .map(([, , rating, prediction]) => (Number(rating) - Number(prediction)) ** 2);
    const rmse = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    // The file has the shortest decimals that give back the f32 bits: half a unit in their last place off.
    expect(record.metrics['rmse']).toBeCloseTo(rmse, 6);
  });
});

describe('files of their own', () => {
  const file = (text: string) => ({ key: text, blob: new Blob([text]) });
  const train = ['1\t10\t5\t1', '1\t11\t4\t2', '2\t10\t3\t3', '2\t12\t1\t4', '3\t11\t2\t5', '3\t13\t5\t6'];
  const files = {
    'all.tsv': file(train.join('\n')),
    'held.tsv': file(['1\t11\t4\t2', '2\t12\t1\t4', '3\t10\t5\t9'].join('\n')),
    'negatives.txt': file('(1,11)\t12\t13\n(2,12)\t11\n(3,10)\t12\n'),
    'titles.csv': file('item,title\n10,"Tea, green"\n11,茶杯\n'),
  };
  const experiment: ExperimentInput = {
    version: 1,
    data: { source: 'file', path: 'all.tsv', format: 'movielens-tab', itemsPath: 'titles.csv' },
    split: { protocol: 'predefined', testPath: 'held.tsv', exclusive: true },
    model: { name: 'popularity' },
    evaluation: {
      metrics: ['hit-rate'],
      cutoffs: [1, 3],
      candidates: { listPath: 'negatives.txt' },
      baselines: false,
    },
  };

  test('test rows leave the training file, candidates are those listed, titles are known', async () => {
    const { engine } = engineWith();
    const record = await engine.run('a', experiment, files, () => {});
    // Of six training rows two are test rows.
    expect(record.data).toMatchObject({ users: 3, items: 4, train: 4, test: 3, interactions: 7 });
    // Counts left: 10 twice, 11 and 13 once, 12 never. User 1 finds 11 tied with 13 (average rank 1.5, no hit at 1),
    // user 2 finds 12 behind 11, user 3 finds 10 before 12.
    expect(record.metrics).toEqual({ 'hit-rate@1': 1 / 3, 'hit-rate@3': 1 });
    const [first] = await engine.ask('a', 'find', 'item', 'green', 5);
    expect(first).toEqual({ id: '10', title: { en: 'Tea, green', zh: 'Tea, green' }, interactions: 2 });
    expect((await engine.ask('a', 'find', 'item', '茶杯', 5)).map(({ id }) => id)).toEqual(['11']);
    // Named by its last part, and read once for both runs: the digest is that of both files.
    const again = await engine.run(
      'b',
      { ...experiment, data: { ...experiment.data, path: 'x/all.tsv' } },
      files,
      () => {},
    );
    expect(again.data.sha256).toBe(record.data.sha256);
  });
});

describe('what a researcher got wrong is said before any data is read', () => {
  test.each([
    [{ model: { name: 'countng' } }, 'experiment.unknown-model', 'model.name', 'Did you mean “counting”?'],
    [
      { model: { name: 'counting', params: { decy: 1 } } },
      'experiment.invalid',
      'model.params.decy',
      '“decay”',
    ],
    [
      { model: { name: 'counting', params: { decay: 2 } } },
      'experiment.invalid',
      'model.params.decay',
      'is 2, but must be above 0 and at most 1.',
    ],
    [
      { model: { name: 'counting', params: { kind: 'plian' } } },
      'experiment.invalid',
      'model.params.kind',
      'Did you mean “plain”?',
    ],
    [
      { evaluation: { metrics: ['ncdg'] } },
      'experiment.unknown-metric',
      'evaluation.metrics[0]',
      'Did you mean “ndcg”?',
    ],
    [
      { evaluation: { metrics: ['ndcg@10'] } },
      'experiment.unknown-metric',
      'evaluation.metrics[0]',
      'cutoffs',
    ],
    [{ evaluation: { metrics: ['rmse'] } }, 'experiment.wrong-metric', 'evaluation.metrics[0]', '“ranking”'],
    [
      { data: {}, evaluation: { task: 'rating' } },
      'experiment.wrong-task',
      'evaluation.task',
      'Models for “rating”: bias',
    ],
    [
      { training: { earlyStopping: { metric: 'ndcg@20', patience: 2 } } },
      'experiment.unknown-metric',
      'training.earlyStopping.metric',
      'Did you mean “ndcg@10”?',
    ],
  ])('%j', async (change, code, path, sentence) => {
    const { engine } = engineWith();
    const error = await failure(engine.run('a', { ...ranking, ...change }, {}, () => {}));
    expect(error.code).toBe(code);
    expect(error.where.path).toBe(path);
    expect(error.text.en).toContain(sentence);
  });

  test('a file that was not given', async () => {
    const { engine } = engineWith();
    const experiment = { ...ranking, data: { source: 'file', path: 'u1.base' } };
    const error = await failure(engine.run('a', experiment, {}, () => {}));
    expect(error.code).toBe('data.file-missing');
    expect(error.where).toEqual({ file: 'u1.base', path: 'data.path' });
  });
});

describe('controls', () => {
  test('stop-and-keep evaluates what there is', async () => {
    const { engine } = engineWith({ onEpoch: (epoch) => void (epoch === 2 && engine.stopAndKeep('a')) });
    const record = await engine.run('a', { ...ranking, training: { epochs: 50 } }, {}, () => {});
    expect(record.outcome).toBe('stopped');
    expect(record.history).toHaveLength(2);
    expect(record.metrics['ndcg@10']).toBeGreaterThan(0);
  });

  test('cancel leaves nothing on the device', async () => {
    const { engine, backend } = engineWith({ onEpoch: (epoch) => void (epoch === 2 && engine.cancel('a')) });
    await expect(engine.run('a', ranking, {}, () => {})).rejects.toBeInstanceOf(Cancelled);
    expect(backend.memory.current).toBe(0);
    expect((await failure(engine.ask('a', 'recommend', 'x', 1))).code).toBe('run.released');
  });

  test('a pause of 200 ms is no time of the run, and the end is told last', async () => {
    const events: RunEvent[] = [];
    const { engine } = engineWith({
      work: 5,
      onEpoch: (epoch) => {
        if (epoch !== 2) return;
        void engine.pause('a').then(() => setTimeout(() => engine.resume('a'), 200));
      },
    });
    const record = await engine.run('a', ranking, {}, (batch) => events.push(...batch));
    expect(record.timings['total']! * 1000).toBeGreaterThan(15);
    const states = events.filter((event) => event.type === 'state').map((event) => event.state);
    expect(states).toEqual(['running', 'paused', 'running', 'done']);
    expect(events.at(-1)).toEqual({ type: 'state', state: 'done' });
    expect(events.filter((event) => event.type === 'history')).toHaveLength(3);
  });

  test('events come at most ten times a second, with rate and time left', async () => {
    const times: number[] = [];
    const events: RunEvent[] = [];
    const { engine } = engineWith({ work: 30 });
    await engine.run('a', { ...ranking, training: { epochs: 40 } }, {}, (batch) => {
      times.push(performance.now());
      events.push(...batch);
    });
    for (let i = 10; i < times.length; i++) expect(times[i]! - times[i - 10]!).toBeGreaterThan(1000);
    const fit = events.filter((event) => event.type === 'progress' && event.phase === 'fit');
    const last = fit.at(-1);
    expect(last).toMatchObject({ step: 40, total: 40, eta: 0, label: { en: 'Counting' } });
    expect(events.filter((event) => event.type === 'history')).toHaveLength(40);
  });
});

describe('a fitted model is asked in original ids, until it is released', () => {
  test('recommendations agree with recommendations.csv', async () => {
    const { engine } = engineWith();
    await engine.run('a', ranking, {}, () => {});
    const files = await engine.ask('a', 'artefacts');
    const rows = (await files['recommendations.csv']!.text())
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['user', 'rank', 'item', 'score']);
    const user = rows[1]![0]!;
    const written = rows.filter((row) => row[0] === user);
    expect(written.map((row) => row[1])).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
    const asked = await engine.ask('a', 'recommend', user, 10);
    expect(asked.map(({ rank, id, score }) => [user, String(rank), id, String(score)])).toEqual(written);
    const history = await engine.ask('a', 'historyOf', user);
    const seen = new Set(history.map(({ id }) => id));
    expect(asked.some(({ id }) => seen.has(id))).toBe(false);
    expect(asked[0]!.title?.zh).toMatch(/[一-鿿]/);
    const times = history.map(({ timestamp }) => timestamp!);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('the model file holds its tensors and says what it is', async () => {
    const { engine } = engineWith();
    const record = await engine.run('a', ranking, {}, () => {});
    const files = await engine.ask('a', 'artefacts');
    const bytes = new Uint8Array(await files['model.safetensors']!.arrayBuffer());
    const { tensors, metadata } = readSafetensors(bytes);
    expect(tensors.get('counts')!.shape).toEqual([record.data.items]);
    expect(metadata).toMatchObject({ model: 'counting', params: '{"decay":0.5,"kind":"plain"}' });
  });

  test('find, neighbours and unknown ids', async () => {
    const { engine } = engineWith();
    await engine.run('a', ranking, {}, () => {});
    const all = await engine.ask('a', 'find', 'item', '', 60);
    expect(all.map(({ interactions }) => interactions)).toEqual(
      all.map(({ interactions }) => interactions).sort((a, b) => b - a),
    );
    const [first] = all;
    const [word] = first!.title!.en.toLowerCase().split(' ');
    const found = await engine.ask('a', 'find', 'item', word!, 60);
    expect(found.map(({ id }) => id)).toContain(first!.id);
    expect(found.every(({ title }) => title!.en.toLowerCase().includes(word!))).toBe(true);
    const exact = await engine.ask('a', 'find', 'user', all.at(-1)!.id, 1);
    expect(exact.length).toBeLessThanOrEqual(1);
    const near = await engine.ask('a', 'neighbours', 'item', first!.id, 2);
    expect(near.map(({ similarity }) => similarity)).toEqual([1, 0.5]);
    expect((await failure(engine.ask('a', 'historyOf', 'nobody'))).code).toBe('run.unknown-user');
    expect((await failure(engine.ask('a', 'explain', 'nobody', 'x'))).code).toBe('run.unknown-user');
  });

  test('several are kept, and release gives each one back', async () => {
    const { engine, backend } = engineWith();
    const record = await engine.run('a', ranking, {}, () => {});
    const one = backend.memory.current;
    expect(one).toBe(record.data.items * 4);
    await engine.run('b', ranking, {}, () => {});
    const user = (await engine.ask('a', 'find', 'user', '', 1))[0]!.id;
    await engine.ask('a', 'recommend', user, 3);
    expect(backend.memory.current).toBeGreaterThan(2 * one);
    engine.release('a');
    expect(backend.memory.current).toBe(one);
    expect((await engine.ask('b', 'recommend', user, 3)).length).toBe(3);
    engine.release('b');
    expect(backend.memory.current).toBe(0);
    expect((await failure(engine.ask('b', 'recommend', user, 3))).code).toBe('run.released');
  });
});

test('inspect tells what the reader sees, and a broken source leaves the rest as it was', async () => {
  const { engine } = engineWith();
  const summary = await engine.inspect({ store, feedback: 'implicit' }, {});
  expect(summary.statistics).toMatchObject({ users: 80, interactions: 1200 });
  expect(summary.hasMetadata).toBe(true);
  await failure(engine.inspect({ source: 'text', text: 'user,item\n', format: 'csv' }, {}));
  expect((await engine.inspect({ store, feedback: 'implicit' }, {})).source.sha256).toBe(
    summary.source.sha256,
  );
});
