import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { RunControl } from '../../src/lab/control';
import type { RunEvent } from '../../src/lab/events';
import { parseReplay, runReplay } from '../../src/lab/replay/run';

/** Eight users who like odd or even items, in turns of time. */
const text = ['user,item,rating,timestamp']
  .concat(
    Array.from({ length: 160 }, (_, t) => {
      const user = t % 8;
      const item = (user % 2) + 2 * ((Math.floor(t / 8) * 3 + user) % 20);
      return `u${user},i${item},${1 + (item % 5)},${1000 + t}`;
    }),
  )
  .join('\n');
const replay = {
  version: 1,
  data: { source: 'text', text },
  stream: { window: 20 },
  models: [{ name: 'popularity' }, { name: 'mf', params: { factors: 4 } }, { name: 'mf' }],
};

async function run(input: unknown) {
  const events: RunEvent[] = [];
  const control = new RunControl();
  await control.begin();
  const record = await runReplay(input, {
    backend: new CpuBackend(),
    control,
    emit: (event) => events.push(event),
  });
  control.end('done');
  return { record, events };
}

describe('a replay', () => {
  test('judges every model on the same events, and again with the same figures', async () => {
    const [{ record, events }, again] = [await run(replay), await run(replay)];
    expect(record.data.events).toBe(160);
    expect(record.models.map(({ key }) => key)).toEqual(['popularity', 'mf', 'mf (2)']);
    expect(new Set(record.models.map(({ judged }) => judged))).toEqual(new Set([152]));
    expect(Object.keys(record.models[0]!.metrics)).toEqual([
      'recall@10',
      'recall-ties-in-favour@10',
      'mrr@10',
    ]);
    expect(record.models[1]!.metrics['rmse']).toBeGreaterThan(0);
    expect(record.comparisons.map(({ first, second }) => [first, second])).toEqual([
      ['popularity', 'mf'],
      ['popularity', 'mf (2)'],
      ['mf', 'mf (2)'],
    ]);
    const figures = (r: typeof record) => r.models.map(({ metrics, series }) => ({ metrics, series }));
    expect(figures(again.record)).toEqual(figures(record));
    const points = events.filter((event) => event.type === 'history').map(({ point }) => point);
    expect(points.at(-1)!.epoch).toBe(160);
    expect(Object.keys(points.at(-1)!.values)).toContain('mf (2):rmse');
  });

  test('ends early with what there is', async () => {
    const { record } = await run({ ...replay, stream: { limit: 50, minRating: 3 } });
    expect(record.data.events).toBe(50);
  });

  test.each([
    [{ ...replay, models: [{ name: 'popularty' }] }, 'models[0].name', 'popularity'],
    [{ ...replay, models: [{ name: 'mf', params: { factors: 0 } }] }, 'models[0].params.factors', '1'],
    [{ ...replay, stream: { topN: 0 } }, 'stream.topN', '1'],
    [{ ...replay, models: [] }, 'models', '1'],
  ])('names the place of a mistake', (input, path, hint) => {
    let error: unknown;
    try {
      parseReplay(input);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'ResearcherError', where: { path } });
    expect((error as Error).message).toContain(hint);
  });

  test('needs timestamps', async () => {
    const data = { source: 'text', text: 'user,item,rating\na,b,3\nc,d,4' };
    await expect(run({ ...replay, data })).rejects.toMatchObject({ code: 'live.no-time' });
  });
});
