import { describe, expect, test } from 'vitest';
import { PageHinkley } from '../../src/live/drift';

describe('Page–Hinkley', () => {
  test('adds up what exceeds the running mean, as worked out by hand', () => {
    // Values 0 0 1 1 1: means 0, 0, 1/3, 1/2, 3/5; excesses 0, 0, 2/3, 1/2, 2/5; sums 0, 0, .667, 1.167, 1.567.
    const changes = (threshold: number) => {
      const detector = new PageHinkley({ tolerance: 0, threshold, minimum: 1 });
      return [0, 0, 1, 1, 1].map((value) => detector.add(value));
    };
    expect(changes(0.66)).toEqual([false, false, true, false, false]);
    expect(changes(0.67)).toEqual([false, false, false, true, false]);
    expect(changes(1.5)).toEqual([false, false, false, false, true]);
    expect(changes(1.6)).toEqual([false, false, false, false, false]);
  });

  test('measures from the lowest sum so far, and each step gives the tolerance away', () => {
    // Values 1 0 1, tolerance 0.1: means 1, 1/2, 2/3; sums −.1, −.7, −.4667; least −.7, so the rise is .2333.
    const last = (threshold: number) => {
      const detector = new PageHinkley({ tolerance: 0.1, threshold, minimum: 1 });
      return [1, 0, 1].map((value) => detector.add(value)).at(-1);
    };
    expect([last(0.233), last(0.234)]).toEqual([true, false]);
  });

  test('waits for its minimum and begins afresh after a change', () => {
    const detector = new PageHinkley({ tolerance: 0, threshold: 0.66, minimum: 4 });
    // The sum passes the threshold with the third value, but only the fourth may tell; then 0 0 1 1 again.
    const told = [0, 0, 1, 1, 0, 0, 1, 1].map((value) => detector.add(value));
    expect(told).toEqual([false, false, false, true, false, false, false, true]);
  });
});
