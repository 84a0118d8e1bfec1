import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DrawQueue } from '../../src/app/charts/draw-queue';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const queue = () => new DrawQueue(() => Date.now());

it('draws each chart in a task of its own, once however often it asks', () => {
  const drawn: string[] = [];
  const all = queue();
  const [a, b] = ['a', 'b'].map((name) => all.drawer(() => drawn.push(name)));
  for (let asked = 0; asked < 5; asked++) {
    a!.ask();
    b!.ask();
  }
  expect(drawn).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a']);
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});

it('draws a chart that asks without end five times a second', () => {
  let drawn = 0;
  const chart = queue().drawer(() => drawn++);
  for (let ms = 0; ms < 2000; ms += 10) {
    chart.ask();
    vi.advanceTimersByTime(10);
  }
  expect(drawn).toBeGreaterThanOrEqual(9);
  expect(drawn).toBeLessThanOrEqual(11);
});

it('draws a costly chart less often, so that it takes a tenth of the time', () => {
  let drawn = 0;
  const chart = queue().drawer(() => {
    drawn++;
    vi.setSystemTime(Date.now() + 60);
  });
  const begin = Date.now();
  while (Date.now() - begin < 6000) {
    chart.ask();
    vi.advanceTimersByTime(10);
  }
  expect(drawn).toBeGreaterThanOrEqual(8);
  expect(drawn).toBeLessThanOrEqual(11);
});

it('does not draw what was forgotten', () => {
  let drawn = 0;
  const chart = queue().drawer(() => drawn++);
  chart.ask();
  chart.forget();
  vi.advanceTimersByTime(1000);
  expect(drawn).toBe(0);
});
