import { describe, expect, test, vi } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { comparePerUser } from '../../src/lab/compare';
import { LabDevice } from '../../src/lab/device';
import { Engine } from '../../src/lab/engine';
import type { RunEvent } from '../../src/lab/events';
import type { ExperimentInput } from '../../src/lab/experiment';
import { itemKnn } from '../../src/models/item-knn';
import { popularity } from '../../src/models/popularity';
import { random } from '../../src/models/random';

// Whole experiments, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const experiment: ExperimentInput = {
  version: 1,
  data: { feedback: 'implicit', store: { customers: 90, items: 60, interactions: 1300 } },
  split: { protocol: 'random', testRatio: 0.3 },
  model: { name: 'item-knn' },
  evaluation: { metrics: ['ndcg', 'hit-rate'], cutoffs: [10], baselines: false },
};

function engineWith() {
  const backend = new CpuBackend();
  return { backend, engine: new Engine(new LabDevice(backend, 'cpu'), [random, popularity, itemKnn]) };
}

describe('learning curve', () => {
  test('the whole share is the plain run, and every share is measured on the same test part', async () => {
    const { engine, backend } = engineWith();
    const events: RunEvent[] = [];
    const curve = await engine.learningCurve('c', experiment, [0.25, 0.5, 1], {}, (batch) =>
      events.push(...batch),
    );
    const plain = await engine.run('r', experiment, {}, () => {});
    expect(curve.points.map(({ share, interactions }) => [share, interactions])).toEqual([
      [0.25, Math.round(plain.data.train * 0.25)],
      [0.5, Math.round(plain.data.train * 0.5)],
      [1, plain.data.train],
    ]);
    expect(curve.points[2]!.metrics).toEqual(plain.metrics);
    expect(curve.points[2]!.metrics['ndcg@10']).toBeGreaterThan(curve.points[0]!.metrics['ndcg@10']!);
    expect(events.filter((event) => event.type === 'curve').map(({ point }) => point)).toEqual(curve.points);
    engine.release('c');
    engine.release('r');
    expect(backend.memory.current).toBe(0);
  });

  test('along a setting every point is the plain run with it, and tells its time and parameters', async () => {
    const { engine } = engineWith();
    const path = 'model.params.neighbours';
    const curve = await engine.learningCurve('c', experiment, { path, values: [5, 20] }, {}, () => {});
    const plain = await engine.run(
      'r',
      { ...experiment, model: { name: 'item-knn', params: { neighbours: 20 } } },
      {},
      () => {},
    );
    expect(curve.path).toBe(path);
    expect(curve.points.map(({ value, share }) => [value, share])).toEqual([
      [5, 1],
      [20, 1],
    ]);
    expect(curve.points[1]!.metrics).toEqual(plain.metrics);
    expect(curve.points[0]!.metrics).not.toEqual(plain.metrics);
    // 60 items, so many neighbours each, a code and a similarity a neighbour.
    expect(curve.points.map(({ parameters }) => parameters)).toEqual([60 * 5 * 2, 60 * 20 * 2]);
    expect(curve.points.every(({ seconds }) => seconds > 0)).toBe(true);
  });

  test.each(['seed', 'evaluation.metrics', 'model.name'])('%s is no setting to vary', async (path) => {
    const { engine } = engineWith();
    await expect(
      engine.learningCurve('c', experiment, { path, values: [1] }, {}, () => {}),
    ).rejects.toMatchObject({ code: 'curve.invalid-path' });
  });

  test.each([[[0]], [[0.5, 1.5]], [[]]])('shares %j are refused', async (shares) => {
    const { engine } = engineWith();
    await expect(engine.learningCurve('c', experiment, shares, {}, () => {})).rejects.toMatchObject({
      code: 'curve.invalid-share',
    });
  });
});

test('verified on the CPU a CPU run differs in nothing, and nothing is held for it', async () => {
  const { engine, backend } = engineWith();
  const record = await engine.run('r', experiment, {}, () => {});
  const before = backend.memory.current;
  const verification = await engine.verify('v', record, {}, () => {});
  expect(verification.worst).toBe(0);
  expect(verification.metrics.map(({ metric }) => metric)).toEqual(Object.keys(record.metrics));
  expect(backend.memory.current).toBe(before);
});

describe('comparison of two runs by user', () => {
  test('a model is not distinguishable from itself, and random lists are worse, in words', async () => {
    const { engine } = engineWith();
    await engine.run('knn', experiment, {}, () => {});
    await engine.run('random', { ...experiment, model: { name: 'random' } }, {}, () => {});
    const [knn, noise] = [await engine.ask('knn', 'perUser'), await engine.ask('random', 'perUser')];
    for (const { difference, better, sentence } of comparePerUser(knn, knn, ['k-NN', 'itself'])) {
      expect([difference, better]).toEqual([0, null]);
      expect(sentence.en).toContain('not distinguishable');
    }
    const [ndcg] = comparePerUser(noise, knn, ['random', 'k-NN']);
    expect(ndcg!.better).toBe('b');
    expect(ndcg!.users).toBe(knn.users.length);
    expect(ndcg!.sentence.zh).toMatch(/k-NN 优于 random/);
  });

  test('users are matched by id, in whatever order they come', () => {
    const a = { users: ['x', 'y', 'z', 'only a'], values: { rmse: Float64Array.of(1, 2, 3, 9) } };
    const b = { users: ['z', 'only b', 'x', 'y'], values: { rmse: Float64Array.of(3.5, 0, 1.5, 2.5) } };
    const [rmse] = comparePerUser(a, b, ['a', 'b']);
    expect(rmse).toMatchObject({ users: 3, meanA: 2, meanB: 2.5, difference: -0.5 });
  });
});

test('a mistyped preset is answered with the nearest one', async () => {
  const { engine } = engineWith();
  const name = engine.presets()[0]!.name;
  const failed = engine.reproduce('p', `${name}x`, {}, () => {});
  await expect(failed).rejects.toMatchObject({ code: 'reproduce.unknown-preset' });
  await expect(failed).rejects.toThrow(`Did you mean “${name}”?`);
});
