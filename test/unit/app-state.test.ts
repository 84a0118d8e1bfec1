import { beforeEach, describe, expect, it } from 'vitest';
import { dataFailure, dataInUse, dataReading, useData } from '../../src/app/state/data';
import {
  chooseModel,
  chooseTask,
  draft,
  experiment,
  issueAt,
  issuesOf,
  setDraft,
  setValue,
  valueAt,
} from '../../src/app/state/experiment';
import { connect, currentLab, labState } from '../../src/app/state/lab';
import { describeError } from '../../src/app/errors';
import { itemOf } from '../../src/app/state/kept-runs';
import {
  baselineRun,
  continueRun,
  chosenRuns,
  deleteRuns,
  forget,
  keeper,
  runs,
  shownRun,
  startRun,
  undoDelete,
} from '../../src/app/state/runs';
import type { ExperimentInput } from '../../src/lab/experiment';
import type { RunRecord } from '../../src/lab/record';
import { FakeLab, models, summary } from './app-fake-lab';

/** With the models of the fake lab; nothing else of it matters. */
const base: ExperimentInput = {
  version: 1,
  data: { source: 'simulated' },
  split: { protocol: 'random', testRatio: 0.2, validationRatio: 0.1 },
  model: { name: 'mlp', params: {} },
  training: { epochs: 20 },
  evaluation: { task: 'rating', metrics: ['rmse', 'mae'], cutoffs: [10] },
};

let fake: FakeLab;

beforeEach(async () => {
  forget();
  runs.set([]);
  chosenRuns.set(new Set());
  shownRun.set(null);
  baselineRun.set(null);
  dataInUse.set(null);
  fake = new FakeLab(models);
  await connect(() => Promise.resolve(fake.lab));
  setDraft(base);
});

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the draft', () => {
  it('changes one place and leaves the rest as it was', () => {
    const before = draft.get();
    setValue('training.optimizer.learningRate', 0.5);
    expect(valueAt('training.optimizer.learningRate')).toBe(0.5);
    expect(valueAt('training.epochs')).toBe(before.training?.epochs);
    expect(before.training?.optimizer).toBeUndefined();
    setValue('training.optimizer.learningRate', undefined);
    expect(valueAt('training.optimizer')).toEqual({});
  });

  it('is an experiment once nothing stands in its way', () => {
    expect(experiment.get()?.training.batchSize).toBe(128);
    setValue('training.batchSize', 0);
    expect(experiment.get()).toBeNull();
    expect(issueAt('training.batchSize')?.text.zh).toMatch(/不小于 1/);
  });

  it('is held to the parameters of the model', () => {
    chooseModel('item-knn');
    setValue('model.params.neighbours', 0);
    expect(issueAt('model.params.neighbours')?.text).toEqual({
      en: 'Must lie between 1 and 1000.',
      zh: '应在 1 与 1000 之间。',
    });
    setValue('model.params.neighbours', 2.5);
    expect(issueAt('model.params.neighbours')?.text.en).toBe('Must be a whole number.');
    setValue('model.params.neighbours', 5);
    setValue('model.params.similarity', 'euclid');
    expect(issueAt('model.params.similarity')?.text.en).toContain('cosine, pearson');
    setValue('model.params', { neighbors: 5 });
    expect(issueAt('model.params.neighbors')?.text.en).toContain('neighbours');
  });

  it('takes another task with a model that cannot do this one, and remembers parameters by model', () => {
    chooseModel('item-knn');
    setValue('model.params.neighbours', 7);
    chooseModel('popularity');
    expect(draft.get().evaluation?.task).toBe('ranking');
    expect(draft.get().evaluation?.metrics).toEqual(['precision', 'recall', 'ndcg']);
    chooseModel('item-knn');
    expect(valueAt('model.params.neighbours')).toBe(7);
  });

  it('drops what belongs to the other task', () => {
    chooseTask('ranking');
    setValue('evaluation.candidates', { sampled: 99 });
    setValue('training.earlyStopping', { metric: 'ndcg@10', patience: 3 });
    chooseTask('rating');
    expect(issuesOf(draft.get())).toEqual([]);
    expect(valueAt('evaluation.candidates')).toBe('all');
    expect(valueAt('training.earlyStopping')).toBeUndefined();
  });

  it('says which model there is none of, and what is no experiment at all', () => {
    expect(issuesOf({ ...base, model: { name: 'svm' } })[0]).toMatchObject({
      path: 'model.name',
    });
    expect(issuesOf(3)).toHaveLength(1);
    expect(issuesOf({ ...base, evaluation: { metrics: ['rmsee'], task: 'rating' } })[0]?.path).toBe(
      'evaluation.metrics[0]',
    );
  });
});

describe('the data in use', () => {
  it('is replaced by what could be read, and then belongs to the experiment', async () => {
    const done = useData({ source: 'file', path: 'a.csv' });
    expect(dataReading.get()).toBe('a.csv');
    fake.inspections[0]!.answer(summary('a.csv'));
    expect(await done).toBe(true);
    expect(dataInUse.get()?.summary.source.name).toBe('a.csv');
    expect(draft.get().data).toEqual({ source: 'file', path: 'a.csv' });
    expect(dataReading.get()).toBeNull();
  });

  it('stays where a file cannot be read', async () => {
    const first = useData({ source: 'simulated' });
    fake.inspections[0]!.answer(summary('simulated'));
    await first;
    const second = useData({ source: 'file', path: 'broken.csv' });
    const error = new Error('no columns');
    fake.inspections[1]!.refuse(error);
    expect(await second).toBe(false);
    expect(dataInUse.get()?.summary.source.name).toBe('simulated');
    expect(draft.get().data).toEqual({ source: 'simulated' });
    expect(dataFailure.get()).toEqual({ block: { source: 'file', path: 'broken.csv' }, error });
  });

  it('does not follow an answer that came too late', async () => {
    const slow = useData({ source: 'file', path: 'slow.csv' });
    const quick = useData({ source: 'file', path: 'quick.csv' });
    fake.inspections[1]!.answer(summary('quick.csv'));
    expect(await quick).toBe(true);
    fake.inspections[0]!.answer(summary('slow.csv'));
    expect(await slow).toBe(false);
    expect(dataInUse.get()?.summary.source.name).toBe('quick.csv');
    expect(draft.get().data?.path).toBe('quick.csv');
  });
});

const progress = (step: number) =>
  ({
    type: 'progress',
    phase: 'fit',
    label: { en: 'Training', zh: '训练' },
    step,
    total: 10,
    rate: null,
    eta: null,
  }) as const;

describe('runs', () => {
  const start = (name = 'a') => startRun({ ...base, name })!;

  it('hold what the lab told of them', async () => {
    const run = start();
    fake.runs[0]!.tell(
      progress(3),
      { type: 'history', fold: 0, time: 0.5, point: { epoch: 1, values: { loss: 2 } } },
      { type: 'state', state: 'paused' },
    );
    expect(run.progress.get()?.step).toBe(3);
    expect(run.course).toEqual([{ epoch: 1, values: { loss: 2 }, fold: 0, time: 0.5 }]);
    expect(run.courseLength.get()).toBe(1);
    expect(run.state.get()).toBe('paused');
    const record = { outcome: 'done' } as RunRecord;
    fake.runs[0]!.finish(record);
    await settled();
    expect(run.state.get()).toBe('done');
    expect(run.record.get()).toBe(record);
    // What arrives after the end does not open it again.
    fake.runs[0]!.tell({ type: 'state', state: 'running' });
    expect(run.state.get()).toBe('done');
  });

  it('end as cancelled or failed, and a failure keeps its reason', async () => {
    const cancelled = start();
    fake.runs[0]!.fail(Object.assign(new Error('cancelled'), { name: 'Cancelled' }));
    const failed = start();
    const reason = new Error('out of memory');
    fake.runs[1]!.fail(reason);
    await settled();
    expect([cancelled.state.get(), cancelled.failure.get()]).toEqual(['cancelled', null]);
    expect([failed.state.get(), failed.failure.get()]).toEqual(['failed', reason]);
  });

  it('have names that tell them apart', () => {
    expect(
      [start('knn'), start('knn'), start('other'), start('knn')].map((run) => run.experiment.name),
    ).toEqual(['knn', 'knn 2', 'other', 'knn 3']);
    expect(fake.runs[1]!.experiment.name).toBe('knn 2');
  });

  it('can be brought back after they were deleted, in their old order, beside newer ones', () => {
    const [a, b, c] = [start('a'), start('b'), start('c')];
    deleteRuns(new Set([a.number, b.number]));
    expect(runs.get()).toEqual([c]);
    expect(fake.runs[0]!.told).toEqual(['cancel']);
    const d = start('d');
    undoDelete();
    expect(runs.get()).toEqual([a, b, c, d]);
    expect(fake.runs[0]!.told).not.toContain('release');
  });

  it('give back what they hold once the deletion can no longer be undone', () => {
    const a = start('a');
    deleteRuns(new Set([a.number]));
    forget();
    expect(fake.runs[0]!.told).toContain('release');
    undoDelete();
    expect(runs.get()).toEqual([]);
  });

  it('cannot be asked once their worker is gone, and the next run gets a new one', async () => {
    const [dying, next] = [new FakeLab(models), new FakeLab(models)];
    const labs = [dying.lab, next.lab];
    await connect(() => Promise.resolve(labs.shift()!));
    const run = start();
    expect(run.handle.get()).not.toBeNull();
    dying.die(new Error('out of memory'));
    await settled();
    expect(run.handle.get()).toBeNull();
    expect(labState.get().status).toBe('ready');
    expect(currentLab()).toBe(next.lab);
  });

  it('go on after a reload from the state that was kept, under their old number and id', async () => {
    const course = [
      { epoch: 1, values: { loss: 3 }, fold: 0, time: 1 },
      { epoch: 2, values: { loss: 2 }, fold: 0, time: 2 },
    ];
    const asked: string[] = [];
    keeper.set({
      run: (lab, id, experiment, options) => {
        asked.push(`run ${id}`);
        return lab.run(experiment, options);
      },
      interrupted: () => Promise.resolve({ files: {}, course: course.slice(0, 1) }),
      perUser: () => Promise.resolve(undefined),
      drop: (id) => {
        asked.push(`drop ${id}`);
        return Promise.resolve();
      },
    });
    const kept = { id: 'k', startedAt: '2026-01-01T00:00:00Z', files: {}, failure: null, history: course };
    const run = itemOf({ ...kept, kind: 'run', experiment: base, record: null });
    runs.set([run]);
    expect([run.state.get(), run.courseLength.get()]).toEqual(['interrupted', 2]);
    await continueRun(run);
    expect(run.state.get()).toBe('running');
    expect(run.course.map(({ epoch }) => epoch)).toEqual([1]);
    fake.runs[0]!.tell({ type: 'history', fold: 0, time: 2, point: { epoch: 2, values: { loss: 2.1 } } });
    expect(run.course.map(({ epoch }) => epoch)).toEqual([1, 2]);
    deleteRuns(new Set([run.number]));
    forget();
    expect(asked).toEqual(['run k', 'drop k']);
    keeper.set(null);
  });

  it('come back from an earlier visit as they ended', () => {
    const kept = { id: 'k', startedAt: '2026-01-01T00:00:00Z', files: {}, failure: null, history: [] };
    const record = { outcome: 'done' } as RunRecord;
    expect(itemOf({ ...kept, kind: 'run', experiment: base, record }).state.get()).toBe('done');
    const failed = itemOf({ ...kept, kind: 'run', experiment: base, record: null, failure: 'out of memory' });
    expect(failed.state.get()).toBe('failed');
    expect(describeError(failed.failure.get())).toEqual({ text: 'out of memory', place: null, bug: false });
  });
});
