import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { best, contest } from '../../src/compute/webgpu/contest';

const NOBODY: ReadonlySet<string> = new Set();

/** Times of each name, multiplied by what `noise` gives for the n-th run. */
async function winner(
  milliseconds: Readonly<Record<string, number>>,
  untuned: string,
  noise: (run: number) => number = () => 1,
  barred = NOBODY,
) {
  let runs = 0;
  const contestants = Object.keys(milliseconds).map((name) => ({ name, times: [] as number[] }));
  const name = await contest(contestants, untuned, barred, ({ name }) =>
    Promise.resolve(milliseconds[name]! * noise(runs++)),
  );
  return { name, runs, contestants };
}

describe('a contest of variants', () => {
  test('is won by the fastest, and is over after its opening where the untuned one is', async () => {
    expect((await winner({ a: 1, b: 0.7, c: 0.5 }, 'a')).name).toBe('c');
    expect((await winner({ a: 1, b: 1.4, c: 0.95 }, 'a')).name).toBe('a');
    expect((await winner({ a: 1, b: 1.4 }, 'a')).runs).toBe(6);
  });

  test('runs once what takes many times as long, unless it is the untuned one', async () => {
    const { contestants, name } = await winner({ a: 1, b: 20, c: 1.2 }, 'a');
    expect(contestants.map(({ times }) => times.length)).toEqual([3, 1, 3]);
    expect(name).toBe('a');
    expect((await winner({ a: 20, b: 1 }, 'a')).name).toBe('b');
  });

  test('leaves out what gives other bits, and still times it', async () => {
    const { name, contestants } = await winner({ a: 1, b: 0.5, c: 0.8 }, 'a', undefined, new Set(['b']));
    expect(name).toBe('c');
    expect(best(contestants[1]!)).toBe(0.5);
  });

  test('does not take the place of an equal for a lucky run', async () => {
    // The second contestant is met by a quiet machine once.
    const { name } = await winner({ a: 1, b: 1 }, 'a', (run) => (run === 1 ? 0.5 : 1));
    expect(name).toBe('a');
  });

  // Neighbours at work: a run takes once to three times its time, most runs near one of both.
  test('beside busy neighbours hardly ever displaces an equal, never chooses what is slower, and finds what takes half', async () => {
    let [displaced, slower, found] = [0, 0, 0];
    for (let trial = 0; trial < 200; trial++) {
      const random = new Random(trial, 'busy neighbours');
      const noise = () => 1 + 2 * random.uniform() ** 2;
      displaced += Number((await winner({ a: 1, b: 1, c: 1 }, 'a', noise)).name !== 'a');
      slower += Number((await winner({ a: 1, b: 1.3, c: 1.5 }, 'a', noise)).name !== 'a');
      found += Number((await winner({ a: 1, b: 0.4, c: 1.1 }, 'a', noise)).name === 'b');
    }
    expect(displaced).toBeLessThanOrEqual(10);
    expect(slower).toBe(0);
    expect(found).toBeGreaterThanOrEqual(190);
  });
});
