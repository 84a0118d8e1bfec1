import { deleteDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { openLab } from '../../src/lab/client';
import type { ExperimentInput } from '../../src/lab/experiment';
import type { SavedFit } from '../../src/lab/fit-keeper';
import { keptRun, keptSweep } from '../../src/lab/keep';
import { RunStore, type KeptRun, type KeptSweep } from '../../src/lab/store';
import type { Trial } from '../../src/lab/sweep/record';
import type { SweepInput } from '../../src/lab/sweep/schema';

const NAME = 'cofilter test';
const opened: RunStore[] = [];
const open = async () => {
  const store = await RunStore.open(NAME);
  opened.push(store);
  return store;
};
afterEach(async () => {
  for (const store of opened.splice(0)) store.close();
  await deleteDB(NAME);
});

const rows = Array.from({ length: 400 }, (_, i) => `u${i % 37},i${(i * 7) % 53},${1 + ((i * 13) % 5)}`);
const files = { 'log.csv': new Blob([['user,item,rating', ...rows].join('\n')]) };
const experiment: ExperimentInput = {
  version: 1,
  data: { source: 'file', path: 'log.csv', format: 'csv' },
  split: { protocol: 'random', validationRatio: 0.1 },
  model: { name: 'mlp', params: { hidden: [8] } },
  training: { epochs: 4, batchSize: 16 },
  evaluation: { task: 'rating', metrics: ['rmse'], baselines: false },
};

test('a finished run is there after a reload, with its figures by user and its file', async () => {
  const lab = await openLab({ backend: 'cpu' });
  const run = await keptRun(lab, await open(), 'a', experiment, { files });
  lab.close();
  const store = await open();
  const [kept] = (await store.list()) as KeptRun[];
  expect(kept!.record!.metrics).toEqual(run.metrics);
  expect(kept!.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  const perUser = (await store.perUser('a'))!;
  expect(perUser.users.length).toBe(run.testUsers.all);
  expect(perUser.values['rmse']).toBeInstanceOf(Float64Array);
  const again = await store.filesOf(kept!);
  expect(await again['log.csv']!.text()).toBe(await files['log.csv'].text());
  await store.drop('a');
  expect(await store.list()).toEqual([]);
  expect(await store.filesOf(kept!)).toEqual({});
});

test('a run that the page left in the middle is kept as far as it went, and can be run again in its place', async () => {
  const lab = await openLab({ backend: 'cpu' });
  const left = keptRun(
    lab,
    await open(),
    'a',
    { ...experiment, training: { epochs: 100_000, batchSize: 16 } },
    {
      files,
      onEvent: (events) => {
        if (events.some((event) => event.type === 'history' && event.point.epoch > 2)) lab.close();
      },
    },
  );
  await expect(left.record).rejects.toMatchObject({ code: 'lab.closed' });
  const store = await open();
  const kept = (await store.get('a')) as KeptRun;
  expect(kept.record).toBeNull();
  expect(kept.history.length).toBeGreaterThan(2);
  const second = await openLab({ backend: 'cpu' });
  const run = await keptRun(second, store, 'a', experiment, { files: await store.filesOf(kept) });
  second.close();
  expect(run.history.slice(0, 3)).toEqual(
    kept.history.slice(0, 3).map(({ epoch, values }) => ({ epoch, values })),
  );
  expect(((await store.get('a')) as KeptRun).record).not.toBeNull();
});

test('a cancelled run is forgotten; one that fails keeps its reason', async () => {
  const lab = await openLab({ backend: 'cpu' });
  const store = await open();
  const cancelled = keptRun(lab, store, 'a', experiment, { files, signal: AbortSignal.abort() });
  await expect(cancelled.record).rejects.toMatchObject({ name: 'Cancelled' });
  const failing = keptRun(lab, store, 'b', { ...experiment, model: { name: 'mpl' } }, { files });
  await expect(failing.record).rejects.toMatchObject({ code: 'experiment.unknown-model' });
  lab.close();
  const all = await store.list();
  expect(all.map(({ id }) => id)).toEqual(['b']);
  expect(all[0]!.failure).toContain('Did you mean “mlp”?');
});

test('a sweep left in the middle ends with the same best trial as one that was not', async () => {
  const sweep: SweepInput = {
    version: 1,
    experiment: { ...experiment, model: { name: 'bias' } },
    space: {
      'model.params.userRegularization': { low: 0.1, high: 100, scale: 'log' },
      'model.params.itemRegularization': { low: 0.1, high: 100, scale: 'log' },
    },
    method: 'tpe',
    trials: 50,
  };
  const lab = await openLab({ backend: 'cpu' });
  const whole = await lab.sweep(sweep, { files });
  const store = await open();
  let seen = 0;
  const left = keptSweep(lab, store, 's', sweep, {
    files,
    onEvent: (events) => {
      for (const event of events) if (event.type === 'trial') seen = event.trial.number;
    },
  });
  const closed = expect(left.record).rejects.toMatchObject({ code: 'lab.closed' });
  // By steps, slower than events come: how many trials pass between two batches is else the machine's affair.
  await left.pause();
  while (seen <= 5) {
    await left.step();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  lab.close();
  await closed;
  const kept = (await store.get('s')) as KeptSweep;
  expect(kept.trials.length).toBeGreaterThan(5);
  expect(kept.trials.length).toBeLessThan(50);
  const second = await openLab({ backend: 'cpu' });
  const options = { files: await store.filesOf(kept), trials: kept.trials };
  const record = await keptSweep(second, store, 's', kept.sweep, options);
  second.close();
  expect(record.best).toBe(whole.best);
  const settings = (trials: readonly Trial[]) =>
    trials.map(({ parameters, score }) => ({ parameters, score }));
  expect(settings(record.trials)).toEqual(settings(whole.trials));
  expect(record.test!.metrics).toEqual(whole.test!.metrics);
  expect(((await store.get('s')) as KeptSweep).record!.best).toBe(whole.best);
});

test('the state of a fit comes back bit for bit, for its own experiment only', async () => {
  const saved: SavedFit = {
    fold: 0,
    data: 'digest',
    state: { epoch: 2, tensors: [Float32Array.of(0.1, -0, 1e-40)], numbers: { bestValue: 0.9 } },
    history: [{ epoch: 1, values: { loss: 2 } }],
    historyTimes: [0.5],
  };
  await (await open()).shelf('a', experiment).save(saved);
  const store = await open();
  expect(await store.shelf('a', experiment).load()).toEqual(saved);
  expect(await store.courseOf('a', experiment)).toEqual([
    { epoch: 1, values: { loss: 2 }, fold: 0, time: 0.5 },
  ]);
  expect(await store.shelf('a', { ...experiment, seed: 1 }).load()).toBeNull();
  await store.drop('a');
  expect(await store.shelf('a', experiment).load()).toBeNull();
});

test('the experiment in the form comes back', async () => {
  await (await open()).putDraft(experiment);
  expect(await (await open()).draft()).toEqual(experiment);
});
