import { expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { DeviceLostError } from '../../src/compute/webgpu/failure';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { ExperimentInput } from '../../src/lab/experiment';
import type { FitShelf, SavedFit } from '../../src/lab/fit-keeper';
import { mf } from '../../src/models/mf';
import { mlp } from '../../src/models/mlp';
import { popularity } from '../../src/models/popularity';
import type { FitContext, ModelEntry } from '../../src/models/recommender';
import { svdpp } from '../../src/models/svdpp';
import { counting } from './lab-model';

// Whole experiments, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const rows = Array.from({ length: 500 }, (_, i) => `u${i % 37},i${(i * 7) % 53},${1 + ((i * 13) % 5)}`);
const experimentOf = (model: string, params = {}): ExperimentInput => ({
  version: 1,
  data: { source: 'text', text: ['user,item,rating', ...rows].join('\n'), format: 'csv' },
  split: { protocol: 'random', validationRatio: 0.1 },
  model: { name: model, params },
  training: { epochs: 8, batchSize: 16, earlyStopping: { metric: 'rmse', patience: 3 } },
  evaluation: { task: 'rating', metrics: ['rmse'], baselines: false },
});

/** The model, throwing once when the report of this epoch comes. */
function failingAt(entry: ModelEntry, epoch: number, error: () => Error): ModelEntry {
  let failed = false;
  return {
    ...entry,
    create: (params, task) => {
      const model = entry.create(params, task);
      const fit = model.fit.bind(model);
      model.fit = (train, context) =>
        fit(train, {
          ...context,
          report: (progress: Parameters<FitContext['report']>[0]) => {
            context.report(progress);
            if (failed || progress.epoch !== epoch) return;
            failed = true;
            throw error();
          },
        });
      return model;
    },
  };
}

const engineOf = (models: readonly ModelEntry[]) =>
  new Engine(new LabDevice(new CpuBackend(), 'cpu'), models, 0);

const models: readonly (readonly [string, ModelEntry, object])[] = [
  ['mf', mf, { factors: 4 }],
  ['svdpp', svdpp, { factors: 4 }],
  ['svdpp', svdpp, { factors: 4, steps: 'ratings' }],
  ['mlp', mlp, { hidden: [8], dropout: 0.2 }],
];

test.each(models)(
  '%s: a lost device is replaced, and the bits are those of an undisturbed run',
  async (name, entry, params) => {
    const experiment = experimentOf(name, params);
    const whole = await engineOf([entry]).run('a', experiment, {}, () => {});
    const disturbed = engineOf([failingAt(entry, 4, () => new DeviceLostError('unknown', 'test'))]);
    const record = await disturbed.run('a', experiment, {}, () => {});
    expect(record.history).toEqual(whole.history);
    expect(record.metrics).toEqual(whole.metrics);
    expect(record.historyTimes).toHaveLength(record.history.length);
    expect(record.warnings.map(({ code }) => code)).toContain('run.device-replaced');
    // Its model lies on the new device and answers.
    expect((await disturbed.ask('a', 'find', 'user', 'u1', 1))[0]!.id).toBe('u1');
  },
);

test.each(models)(
  '%s: taken up from a shelf after a reload, the bits are the same',
  async (name, entry, params) => {
    const experiment = experimentOf(name, params);
    const whole = await engineOf([entry]).run('a', experiment, {}, () => {});
    let saved: SavedFit | null = null;
    let cleared = false;
    const shelf: FitShelf = {
      load: async () => saved && structuredClone(saved),
      save: async (next) => void (saved = structuredClone(next)),
      clear: async () => void (cleared = true),
    };
    const first = engineOf([failingAt(entry, 4, () => new Error('the page goes away'))]);
    await expect(first.run('a', experiment, {}, () => {}, shelf)).rejects.toThrow('the page goes away');
    expect(saved!.state.epoch).toBe(3);
    const epochs: number[] = [];
    const record = await engineOf([entry]).run(
      'a',
      experiment,
      {},
      (events) => {
        for (const event of events) if (event.type === 'history') epochs.push(event.point.epoch);
      },
      shelf,
    );
    expect(epochs[0]).toBe(4);
    expect(record.history).toEqual(whole.history);
    expect(record.metrics).toEqual(whole.metrics);
    expect(cleared).toBe(true);
  },
);

test('a model that keeps nothing fails with a clear message, and the next run has a device', async () => {
  const entry = failingAt(counting(), 2, () => new DeviceLostError('unknown', 'test'));
  const engine = engineOf([entry, popularity]);
  const experiment: ExperimentInput = {
    ...experimentOf('counting'),
    training: { epochs: 3 },
    evaluation: { task: 'ranking', metrics: ['ndcg'], cutoffs: [5], baselines: false },
  };
  await engine.run('before', { ...experiment, model: { name: 'popularity' } }, {}, () => {});
  await expect(engine.run('a', experiment, {}, () => {})).rejects.toMatchObject({ code: 'run.device-lost' });
  await expect(engine.ask('before', 'recommend', 'u1', 1)).rejects.toMatchObject({ code: 'run.device-lost' });
  const record = await engine.run('b', experiment, {}, () => {});
  expect(record.history).toHaveLength(3);
});
