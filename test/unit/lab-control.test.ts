import { describe, expect, test } from 'vitest';
import { RunControl } from '../../src/lab/control';
import type { RunState } from '../../src/lab/events';
import { Turn } from '../../src/lab/turn';
import { Cancelled } from '../../src/models/recommender';

/** Work of many small pieces, counting those done, that keeps the thread as busy as a fit does. */
function worker(control: RunControl) {
  const state = { pieces: 0, answer: 'go' as string };
  const ended = (async () => {
    try {
      await control.begin();
      while (state.answer === 'go' && state.pieces < 5000) {
        state.pieces++;
        const until = performance.now() + 1;
        while (performance.now() < until);
        state.answer = await control.checkpoint();
      }
      control.end('done');
    } catch (error) {
      control.end('cancelled');
      throw error;
    }
  })();
  ended.catch(() => {});
  return { state, ended };
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function recording() {
  const states: RunState[] = [];
  return { states, control: new RunControl({ onState: (state) => states.push(state) }) };
}

describe('RunControl', () => {
  test('pause stands still until resume, and the clock stands with it', async () => {
    const { states, control } = recording();
    const { state, ended } = worker(control);
    await rest(5);
    await control.pause();
    const [pieces, time] = [state.pieces, control.clock()];
    await rest(50);
    expect(state.pieces).toBe(pieces);
    expect(control.clock()).toBe(time);
    control.resume();
    await rest(50);
    expect(state.pieces).toBeGreaterThan(pieces);
    control.stopAndKeep();
    await ended;
    expect(state.answer).toBe('stop');
    expect(states).toEqual(['running', 'paused', 'running', 'stopping', 'done']);
  });

  test('step does exactly one piece and stands still again', async () => {
    const { control } = recording();
    const { state, ended } = worker(control);
    await control.pause();
    for (const expected of [1, 2, 3]) {
      const before = state.pieces;
      await control.step();
      expect(state.pieces - before, `step ${expected}`).toBe(1);
    }
    control.cancel();
    await expect(ended).rejects.toBeInstanceOf(Cancelled);
  });

  test('cancel ends a paused run, and whoever waits for it to stand still', async () => {
    const { states, control } = recording();
    const { ended } = worker(control);
    await control.pause();
    const step = control.step();
    await step;
    control.cancel();
    await expect(ended).rejects.toBeInstanceOf(Cancelled);
    await control.pause();
    expect(states.at(-1)).toBe('cancelled');
  });

  test('stop-and-keep frees a paused run, and evaluation goes on behind it', async () => {
    const { control } = recording();
    const { state, ended } = worker(control);
    await control.pause();
    control.stopAndKeep();
    await ended;
    expect(state.answer).toBe('stop');
    expect(await control.checkpointThrough()).toBe('go');
  });

  test('runs on one device take turns, and a paused one steps aside', async () => {
    const turn = new Turn();
    const [first, second] = [new RunControl({ turn }), new RunControl({ turn })];
    const one = worker(first);
    const two = worker(second);
    await rest(30);
    expect(two.state.pieces).toBe(0);
    expect(second.state).toBe('waiting');
    await first.pause();
    await rest(50);
    const done = two.state.pieces;
    expect(done).toBeGreaterThan(0);
    second.stopAndKeep();
    await two.ended;
    first.resume();
    await rest(30);
    expect(first.state).toBe('running');
    first.stopAndKeep();
    await one.ended;
    expect(turn.free).toBe(true);
  });

  test('a run cancelled in the queue never begins, and the one behind it does', async () => {
    const turn = new Turn();
    const [first, second, third] = [0, 1, 2].map(() => new RunControl({ turn }));
    const one = worker(first!);
    const two = worker(second!);
    const three = worker(third!);
    second!.cancel();
    await expect(two.ended).rejects.toBeInstanceOf(Cancelled); // while the first still runs
    expect(first!.state).toBe('running');
    first!.stopAndKeep();
    await one.ended;
    expect(two.state.pieces).toBe(0);
    third!.stopAndKeep();
    await three.ended;
    expect(three.state.pieces).toBe(1);
    expect(turn.free).toBe(true);
  });

  test('the host runs at most one piece ahead of the device, and hears its failure', async () => {
    const release: ((error?: Error) => void)[] = [];
    const control = new RunControl({
      fence: () =>
        new Promise((resolve, reject) => release.push((error) => (error ? reject(error) : resolve()))),
    });
    await control.begin();
    expect(await control.checkpoint()).toBe('go');
    const second = control.checkpoint();
    let over = false;
    void second.then(() => (over = true));
    await rest(20);
    expect(over).toBe(false);
    release[0]!();
    expect(await second).toBe('go');
    const third = control.checkpoint();
    release[1]!(new Error('out of memory'));
    await expect(third).rejects.toThrow('out of memory');
  });
});
