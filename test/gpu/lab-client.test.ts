import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ResearcherError } from '../../src/errors';
import type { Lab } from '../../src/lab/api';
import { openLab } from '../../src/lab/client';
import type { RunEvent } from '../../src/lab/events';
import type { ExperimentInput } from '../../src/lab/experiment';
import { Cancelled } from '../../src/models/recommender';

const store = { customers: 200, items: 120, interactions: 4000 };

const experiment: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store },
  split: { protocol: 'random' },
  model: { name: 'popularity' },
  evaluation: { task: 'ranking', metrics: ['ndcg'], cutoffs: [10] },
};

/** Long enough to be stopped in the middle: SGD passes of the bias model. */
const long: ExperimentInput = {
  ...experiment,
  data: { store: { ...store, ratedShare: 1 } },
  model: { name: 'bias', params: { method: 'sgd', iterations: 1000 } },
};

describe('the lab in its worker', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());

  test('names the adapter', () => {
    expect(['gpu', 'software']).toContain(lab.adapter.kind);
    expect(lab.adapter.name).not.toBe('');
  });

  test('an awaited run is a record that can be asked', async () => {
    const before = await lab.deviceBytes();
    const events: RunEvent[] = [];
    const run = await lab.run(experiment, { onEvent: (batch) => events.push(...batch) });
    expect(run.metrics['ndcg@10']).toBeGreaterThan(0);
    expect(run.environment.backend).toBe('webgpu');
    expect(events.at(-1)).toEqual({ type: 'state', state: 'done' });
    expect(JSON.parse(JSON.stringify(run))).toMatchObject({ metrics: run.metrics });
    const [user] = await run.find('user', '', 1);
    const list = await run.recommend(user!.id, 5);
    expect(list.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    const history = await run.historyOf(user!.id);
    expect(history.length).toBe(user!.interactions);
    const files = await run.artefacts();
    expect(Object.keys(files).sort()).toEqual(['model.safetensors', 'recommendations.csv']);
    await run.release();
    expect(await lab.deviceBytes()).toBe(before);
  });

  test('the same experiment gives the same bits, and the CPU agrees', async () => {
    const [first, second] = [await lab.run(experiment), await lab.run(experiment)];
    expect(second.metrics).toEqual(first.metrics);
    expect(second.intervals).toEqual(first.intervals);
    const cpu = await openLab({ backend: 'cpu' });
    expect(cpu.adapter).toMatchObject({ kind: 'cpu', fallbackReason: 'chosen' });
    const third = await cpu.run(experiment);
    expect(third.metrics['ndcg@10']).toBeCloseTo(first.metrics['ndcg@10']!, 5);
    cpu.close();
    await Promise.all([first.release(), second.release()]);
  });

  test('errors arrive as what they are', async () => {
    const failed = lab.run({ ...experiment, model: { name: 'popularty' } });
    const error = await failed.record.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResearcherError);
    expect((error as ResearcherError).text.zh).toContain('是否指“popularity”？');
    expect((error as ResearcherError).where).toEqual({ path: 'model.name' });
  });

  test('an aborted signal cancels, and nothing stays on the device', async () => {
    const before = await lab.deviceBytes();
    const abort = new AbortController();
    const handle = lab.run(long, {
      signal: abort.signal,
      onEvent: (events) => {
        if (events.some((event) => event.type === 'progress' && event.phase === 'fit' && event.step > 0))
          abort.abort();
      },
    });
    await expect(handle.record).rejects.toBeInstanceOf(Cancelled);
    expect(await lab.deviceBytes()).toBe(before);
    const early = lab.run(long, { signal: AbortSignal.abort() });
    await expect(early.record).rejects.toBeInstanceOf(Cancelled);
  });

  test('pause, step and stop-and-keep reach a busy worker', async () => {
    const steps: number[] = [];
    let reached!: () => void;
    const fitting = new Promise<void>((resolve) => (reached = resolve));
    const handle = lab.run(long, {
      onEvent: (events) => {
        for (const event of events)
          if (event.type === 'progress' && event.phase === 'fit' && event.step > 0) {
            steps.push(event.step);
            reached();
          }
      },
    });
    await fitting;
    await handle.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stood = steps.at(-1)!;
    await handle.step();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(steps.at(-1)).toBe(stood + 1);
    await handle.stopAndKeep();
    const record = await handle.record;
    expect(record.outcome).toBe('stopped');
    await handle.release();
  });

  test('a model that works on when it is asked has nobody to tell', async () => {
    const run = await lab.run(
      {
        ...long,
        model: { name: 'user-knn', params: { neighbours: 5 } },
        evaluation: { task: 'rating', metrics: ['rmse'] },
      },
      { onEvent: () => {} },
    );
    // A rating k-NN finds its neighbour lists only when its tensors are wanted, and reports meanwhile.
    expect(Object.keys(await run.artefacts())).toContain('predictions.csv');
    expect(run.memory.plannedBytes).toBeGreaterThan(0);
    await run.release();
  });

  test('replays a stream, judged event by event', async () => {
    const events: RunEvent[] = [];
    const { record } = lab.replay(
      {
        version: 1,
        data: { store },
        stream: { window: 100 },
        models: [{ name: 'popularity' }, { name: 'bias' }],
      },
      { onEvent: (batch) => events.push(...batch) },
    );
    const { models, data } = await record;
    expect(models.map(({ key }) => key)).toEqual(['popularity', 'bias']);
    expect(models[1]!.metrics['rmse']).toBeGreaterThan(0);
    expect(data.events).toBeGreaterThan(100);
    expect(events.at(-1)).toEqual({ type: 'state', state: 'done' });
  });

  test('a listener that throws does not harm the run', async () => {
    const told = new Promise<string>((resolve) => {
      const listener = (event: ErrorEvent) => {
        event.preventDefault();
        window.removeEventListener('error', listener);
        resolve(event.message);
      };
      window.addEventListener('error', listener);
    });
    let thrown = false;
    const run = await lab.run(experiment, {
      onEvent: () => {
        if (thrown) return;
        thrown = true;
        throw new Error('a bug of the page');
      },
    });
    expect(await told).toContain('a bug of the page');
    await run.release();
  });
});

test('closing rejects what is pending and what comes later', async () => {
  const lab = await openLab({ backend: 'cpu' });
  const handle = lab.run(long);
  const ended = handle.record.catch((reason: unknown) => reason);
  lab.close();
  expect(await ended).toMatchObject({ name: 'ResearcherError', code: 'lab.closed' });
  await expect(lab.models()).rejects.toMatchObject({ code: 'lab.closed' });
  expect(await lab.ended).toMatchObject({ code: 'lab.closed' });
});
