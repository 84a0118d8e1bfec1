import { expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { ExperimentInput } from '../../src/lab/experiment';
import { modelEntry } from '../../src/models/registry';
import type { FitContext, ModelEntry } from '../../src/models/recommender';
import type { FitShelf, SavedFit } from '../../src/lab/fit-keeper';

// Whole experiments, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** 40 users who go round 25 items in steps of one, two or three. */
const rows = Array.from({ length: 40 * 8 }, (_, i) => {
  const [user, t] = [i % 40, Math.floor(i / 40)];
  return `u${user},i${(user * 3 + t * (1 + (user % 3))) % 25},${t}`;
});

const params: Readonly<Record<string, object>> = {
  gru4rec: { factors: 8, hiddenUnits: [6], sequenceLength: 5, negatives: 8, dropout: 0.2, itemDropout: 0.1 },
  caser: {
    factors: 8,
    sequenceLength: 3,
    horizontalFilters: 3,
    verticalFilters: 2,
    negatives: 8,
    dropout: 0.3,
    noise: 0.1,
  },
  sasrec: { factors: 8, heads: 2, blocks: 1, sequenceLength: 5, negatives: 8, subsequences: 0.2 },
};

const experimentOf = (model: string): ExperimentInput => ({
  version: 1,
  data: {
    source: 'text',
    text: ['user,item,timestamp', ...rows].join('\n'),
    format: 'csv',
    feedback: 'implicit',
  },
  split: { protocol: 'leave-one-out', validation: true },
  model: { name: model, params: { ...params[model] } },
  training: {
    epochs: 6,
    batchSize: model === 'caser' ? 16 : 80,
    optimizer: { name: 'adam', learningRate: 0.01 },
    earlyStopping: { metric: 'ndcg', patience: 4 },
  },
  evaluation: { task: 'ranking', metrics: ['hit-rate', 'ndcg'], cutoffs: [5], baselines: false },
});

/** The model, failing once when the report of this epoch comes. */
function failingAt(entry: ModelEntry, epoch: number): ModelEntry {
  return {
    ...entry,
    create: (values, task) => {
      const model = entry.create(values, task);
      const fit = model.fit.bind(model);
      model.fit = (train, context) =>
        fit(train, {
          ...context,
          report: (progress: Parameters<FitContext['report']>[0]) => {
            context.report(progress);
            if (progress.epoch === epoch) throw new Error('the page goes away');
          },
        });
      return model;
    },
  };
}

const engineOf = (entry: ModelEntry) => new Engine(new LabDevice(new CpuBackend(), 'cpu'), [entry], 0);

test.each(Object.keys(params))(
  '%s: three runs give one history; taken up after a reload, the same',
  async (name) => {
    const entry = modelEntry(name)!;
    const experiment = experimentOf(name);
    const whole = await engineOf(entry).run('a', experiment, {}, () => {});
    expect(whole.history.length).toBeGreaterThan(3);
    const again = engineOf(entry);
    for (const run of ['b', 'c']) {
      const record = await again.run(run, experiment, {}, () => {});
      expect([record.history, record.metrics]).toEqual([whole.history, whole.metrics]);
    }
    let saved: SavedFit | null = null;
    const shelf: FitShelf = {
      load: async () => saved && structuredClone(saved),
      save: async (next) => void (saved = structuredClone(next)),
      clear: async () => undefined,
    };
    const interrupted = engineOf(failingAt(entry, 3)).run('a', experiment, {}, () => {}, shelf);
    await expect(interrupted).rejects.toThrow('the page goes away');
    expect(saved!.state.epoch).toBe(2);
    const record = await engineOf(entry).run('a', experiment, {}, () => {}, shelf);
    expect([record.history, record.metrics]).toEqual([whole.history, whole.metrics]);
  },
);
