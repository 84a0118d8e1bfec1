import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { RunControl } from '../../src/lab/control';
import { runReplay } from '../../src/lab/replay/run';
import { PageHinkley } from '../../src/live/drift';

describe('Page–Hinkley', () => {
  test('adds up what exceeds the running mean, as worked out by hand', () => {
    // Values 0 0 1 1 1: means 0, 0, 1/3, 1/2, 3/5; excesses 0, 0, 2/3, 1/2, 2/5; sums 0, 0, .667, 1.167, 1.567.
    const changes = (lambda: number) => {
      const detector = new PageHinkley({ delta: 0, lambda, minimum: 1 });
      return [0, 0, 1, 1, 1].map((value) => detector.add(value));
    };
    expect(changes(0.66)).toEqual([false, false, true, false, false]);
    expect(changes(0.67)).toEqual([false, false, false, true, false]);
    expect(changes(1.5)).toEqual([false, false, false, false, true]);
    expect(changes(1.6)).toEqual([false, false, false, false, false]);
  });

  test('measures from the lowest sum so far, and each step gives the tolerance away', () => {
    // Values 1 0 1, tolerance 0.1: means 1, 1/2, 2/3; sums −.1, −.7, −.4667; least −.7, so the rise is .2333.
    const last = (lambda: number) => {
      const detector = new PageHinkley({ delta: 0.1, lambda, minimum: 1 });
      return [1, 0, 1].map((value) => detector.add(value)).at(-1);
    };
    expect([last(0.233), last(0.234)]).toEqual([true, false]);
  });

  test('is set in a replay: a smaller λ finds the change sooner, a greater one not at all', async () => {
    // Everybody buys what is new until event 400, then each thing once.
    const rows = Array.from(
      { length: 600 },
      (_, t) => `u${t % 40},${t < 400 ? `i${Math.floor(t / 40)}` : `j${t}`},${t}`,
    );
    const found = async (drift: object) => {
      const control = new RunControl();
      await control.begin();
      const data = {
        source: 'text',
        text: ['user,item,timestamp', ...rows].join('\n'),
        feedback: 'implicit',
      };
      const replay = {
        version: 1,
        data,
        stream: { topN: 3, drift },
        models: [{ name: 'popularity', params: { halfLife: 1e-4 } }],
      };
      const { models, replay: told } = await runReplay(replay, { backend: new CpuBackend(), control });
      control.end('done');
      return { at: models[0]!.drifts.map(({ event }) => event), told: told.stream.drift };
    };
    const [soon, usual, never] = [await found({ lambda: 10 }), await found({}), await found({ lambda: 500 })];
    expect(soon.told).toEqual({ delta: 0.005, lambda: 10, minimum: 30 });
    expect(soon.at[0]).toBeGreaterThan(400);
    expect(usual.at[0]).toBeGreaterThan(soon.at[0]!);
    expect(never.at).toEqual([]);
  });

  test('waits for its minimum and begins afresh after a change', () => {
    const detector = new PageHinkley({ delta: 0, lambda: 0.66, minimum: 4 });
    // The sum passes the threshold with the third value, but only the fourth may tell; then 0 0 1 1 again.
    const told = [0, 0, 1, 1, 0, 0, 1, 1].map((value) => detector.add(value));
    expect(told).toEqual([false, false, false, true, false, false, false, true]);
  });
});
