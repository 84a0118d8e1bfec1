import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { RunControl } from '../../src/lab/control';
import type { RunEvent } from '../../src/lab/events';
import type { ReplayedModel } from '../../src/lab/replay/record';
import { parseReplay, runReplay } from '../../src/lab/replay/run';
import { composeReplay } from '../../src/report/replay';
import { htmlOf } from '../../src/report/html';
import { markdownOf } from '../../src/report/markdown';
import { RefittingModel } from '../../src/lab/replay/refitting-model';
import type { StreamEvent } from '../../src/live/event';
import { Histories } from '../../src/live/history';
import { StreamPopularity } from '../../src/live/models/popularity';

const [SESSION, CHANGE] = [12, 720];

/** One customer after the other buys twelve things; from the 61st on they are twelve others. */
const text = ['user,item,rating,timestamp']
  .concat(
    Array.from({ length: 960 }, (_, t) => {
      const item = (t % SESSION) + (t < CHANGE ? 0 : SESSION);
      return `u${Math.floor(t / SESSION)},i${item},${1 + (item % 5)},${t}`;
    }),
  )
  .join('\n');
const replay = {
  version: 1,
  data: { source: 'text', text },
  stream: { window: 50 },
  models: [
    { name: 'popularity' },
    { name: 'popularity', refit: 'on-drift', refitWindow: 100 },
    { name: 'mean', refit: { every: 300 }, refitWindow: 100 },
    { name: 'mean' },
  ],
};

async function run(input: unknown) {
  const events: RunEvent[] = [];
  const control = new RunControl();
  await control.begin();
  const emit = (event: RunEvent): void => void events.push(event);
  const record = await runReplay(input, { backend: new CpuBackend(), control, emit });
  control.end('done');
  return { record, events };
}

describe('a replay whose models are fitted anew', () => {
  test('does so where misses rise, between two events, and the same again', async () => {
    const [{ record, events }, again] = [await run(replay), await run(replay)];
    const [never, onDrift, scheduled, mean] = record.models;
    const [first, ...rest] = onDrift!.refits;
    expect(rest).toEqual([]);
    expect(onDrift!.drifts.map(({ event }) => event)).toEqual([first!.began]);
    expect(first).toMatchObject({ why: 'drift', learned: 100 });
    expect(first!.began).toBeGreaterThan(CHANGE + 50);
    // Five steps of twenty events, one after each event; with the sixth those that came meanwhile.
    expect(first!.swapped).toBe(first!.began + 5);
    expect(scheduled!.refits).toEqual(
      [300, 600, 900].map((began) => ({ began, why: 'schedule', learned: 100, swapped: began + 5 })),
    );
    expect([never!.refits, mean!.refits]).toEqual([[], []]);
    const told = events.flatMap((event) => (event.type === 'refit' ? [[event.model, event.event]] : []));
    expect(told).toEqual([
      ['mean (refit 300 on 100)', 305],
      ['mean (refit 300 on 100)', 605],
      ['popularity (refit on-drift on 100)', first!.swapped],
      ['mean (refit 300 on 100)', 905],
    ]);
    // Every event of a known customer is judged: all but the first of each.
    expect([never!.judged, onDrift!.judged]).toEqual([880, 880]);
    expect(Object.keys(scheduled!.metrics)).toEqual(Object.keys(mean!.metrics));
    const of = ({ models }: typeof record) => models.map(({ latencies: _, ...figures }) => figures);
    expect(of(again.record)).toEqual(of(record));
    // Up to the swap the answers are those of the model that is never fitted anew; afterwards the new taste is met.
    const until = (series: ReplayedModel['series']) => series.filter(({ event }) => event <= first!.swapped!);
    expect(until(onDrift!.series)).toEqual(until(never!.series));
    expect(never!.series.at(-1)!.recall).toBeLessThan(0.1);
    expect(onDrift!.series.at(-1)!.recall).toBeGreaterThan(0.8);
    const report = composeReplay(record, 'en');
    expect(markdownOf(report)).toMatch(
      new RegExp(
        `popularity \\(refit on-drift on 100\\) \\| +${first!.began} \\| drift \\| +100 \\| +${first!.swapped}`,
      ),
    );
    // One on the hits of the popularity, three on the errors of the mean.
    expect(htmlOf(report).split('l5 6l-5 6l-5 -6z')).toHaveLength(1 + 4);
  });

  test('fits them anew as well where a jump passes the place', async () => {
    const [jumped, whole] = [await run({ ...replay, stream: { window: 50, from: 910 } }), await run(replay)];
    const [first, second] = [jumped, whole].map(({ record }) => record.models[2]!);
    expect(first!.refits).toEqual(second!.refits);
    // Equal but for the order in which the window was summed.
    expect(first!.series.at(-1)!.rmse).toBeCloseTo(second!.series.at(-1)!.rmse!, 9);
  });

  test.each([
    ['on-drfit', 'models[0].refit', 'on-drift'],
    [{ every: 0 }, 'models[0].refit.every', '1'],
  ])('and names the place of a mistake', (refit, path, hint) => {
    const parse = () => parseReplay({ ...replay, models: [{ name: 'mf', refit }] });
    expect(parse).toThrow(hint);
    expect(parse).toThrow(expect.objectContaining({ name: 'ResearcherError', where: { path } }));
  });
});

test('a new model keeps off its lists what lies before its window', () => {
  const seen = new Histories();
  const model = new RefittingModel((own) => new StreamPopularity(own, null), seen, {
    refit: { every: 30 },
    refitWindow: 5,
  });
  const buy = (item: number, user: number, n: number): StreamEvent => ({
    kind: 'purchase',
    user,
    item,
    rating: 1,
    timestamp: n,
  });
  // Customer 0 buys items 0 to 24, then customers 1 to 5 buy item 3; then the refit, which has items 3 and 26.
  const events = Array.from({ length: 32 }, (_, n) =>
    n < 25 ? buy(n, 0, n) : n < 30 ? buy(3, n - 24, n) : buy(26, 1, n),
  );
  const swaps = events.map((event, n) => {
    model.learn(event);
    seen.add(event);
    return model.step(n + 1, false);
  });
  expect(swaps.indexOf(true)).toBe(30);
  expect(model.recommend!(7, 5).map(({ item }) => item)).toEqual([3, 26]);
  expect(model.recommend!(0, 1).map(({ item }) => item)).toEqual([26]);
});
