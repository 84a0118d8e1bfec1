import { describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { RunControl } from '../../src/lab/control';
import type { RunEvent } from '../../src/lab/events';
import { Pacer } from '../../src/lab/replay/pacer';
import type { ReplayRecord } from '../../src/lab/replay/record';
import { parseReplay, runReplay } from '../../src/lab/replay/run';
import type { Transport } from '../../src/lab/replay/transport';

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

/** @param on hears every event, with what steers the replay */
async function run(
  input: unknown,
  on: (event: RunEvent, transport: Transport, control: RunControl) => void = () => {},
) {
  const events: RunEvent[] = [];
  const control = new RunControl();
  await control.begin();
  let transport: Transport | null = null;
  const record = await runReplay(input, {
    backend: new CpuBackend(),
    control,
    emit: (event) => {
      events.push(event);
      if (transport) on(event, transport, control);
    },
    onTransport: (given) => (transport = given),
  });
  control.end('done');
  return { record, events };
}

function figures({ models }: ReplayRecord) {
  return models.map(({ metrics, judged, series }) => ({ metrics, judged, series }));
}

/** Calls once, when so many events have come. */
function once(count: number, act: (transport: Transport) => void) {
  let done = false;
  return (event: RunEvent, transport: Transport) => {
    if (done || event.type !== 'position' || event.event < count) return;
    done = true;
    act(transport);
  };
}

describe('a replay', () => {
  test('judges every model on the same events, and again with the same figures', async () => {
    const [{ record, events }, again] = [await run(replay), await run(replay)];
    expect(record.data.events).toBe(160);
    expect(record.models.map(({ key }) => key)).toEqual(['popularity', 'mf (factors 4)', 'mf']);
    expect(new Set(record.models.map(({ judged }) => judged))).toEqual(new Set([152]));
    expect(Object.keys(record.models[0]!.metrics)).toEqual([
      'recall@10',
      'recall-ties-in-favour@10',
      'ndcg@10',
      'mrr@10',
      'recall-warm@10',
      'recall-cold@10',
    ]);
    expect(record.models[1]!.metrics['rmse']).toBeGreaterThan(0);
    expect(record.comparisons.map(({ first, second }) => [first, second])).toEqual([
      ['popularity', 'mf (factors 4)'],
      ['popularity', 'mf'],
      ['mf (factors 4)', 'mf'],
    ]);
    expect(figures(again.record)).toEqual(figures(record));
    const points = events.filter((event) => event.type === 'history').map(({ point }) => point);
    expect(points.at(-1)!.epoch).toBe(160);
    expect(Object.keys(points.at(-1)!.values)).toContain('mf (factors 4):rmse');
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

describe('a jump', () => {
  test('learns what it passes and judges only what comes after', async () => {
    const { record } = await run({ ...replay, stream: { window: 20, from: 60 } });
    expect(record.models.map(({ judged }) => judged)).toEqual([100, 100, 100]);
    expect(record.jumps).toEqual([{ from: 0, to: 61 }]);
    // The models know what those know that were judged all the way: the last windows are equal.
    const whole = await run(replay);
    expect(record.comparisons).toEqual(whole.record.comparisons);
    expect(record.models[1]!.series.at(-1)).toEqual(whole.record.models[1]!.series.at(-1));
  });

  test('back begins afresh, by number or by time', async () => {
    const plain = await run({ ...replay, stream: { window: 20, from: 48 } });
    for (const seek of [{ event: 48 }, { time: 1048 }]) {
      const { record, events } = await run(
        { ...replay, stream: { window: 20 } },
        once(96, (transport) => transport.steer({ seek }, false)),
      );
      expect(figures(record)).toEqual(figures(plain.record));
      expect(record.jumps).toEqual(plain.record.jumps);
      expect(events.filter(({ type }) => type === 'restart')).toHaveLength(1);
    }
  });

  test('forward goes on with what is known', async () => {
    const { record } = await run(
      { ...replay, stream: { window: 20 } },
      once(32, (transport) => transport.steer({ seek: { event: 100 } }, false)),
    );
    expect(record.jumps).toEqual([{ from: 32, to: 101 }]);
    expect(record.models[0]!.judged).toBe(32 - 8 + 60);
  });

  test('judging a part leaves learning whole', async () => {
    const { record } = await run({ ...replay, stream: { window: 5, judgeEvery: 4 } });
    expect(record.models[0]!.judged).toBe(38);
  });
});

describe('a speed', () => {
  test('says when events are due, stands with the clock, and never hurries after what is lost', () => {
    let clock = 0;
    const pacer = new Pacer(() => clock, 60);
    expect(pacer.wait(1000)).toBe(0);
    expect(pacer.wait(1060)).toBe(1);
    clock = 0.5;
    expect(pacer.wait(1060)).toBe(0.5);
    expect(pacer.time).toBe(1030);
    pacer.speed = 120;
    expect(pacer.wait(1060)).toBe(0.25);
    clock = 10;
    expect(pacer.wait(1060)).toBe(0);
    expect(pacer.time).toBe(1060);
    pacer.speed = null;
    expect(pacer.wait(5000)).toBe(0);
  });

  test('holds events back until they are due, with step and stop still heard', async () => {
    const { record, events } = await run(
      { ...replay, stream: { window: 20, speed: 0.001 } },
      (event, transport, control) => {
        if (event.type !== 'position' || event.event !== 1) return;
        if (event.speed === 0.001) transport.steer({ pace: null }, false);
        setTimeout(() => control.stopAndKeep(), 50);
      },
    );
    expect(record.models[0]!.judged).toBe(152);
    const speeds = events.flatMap((event) => (event.type === 'position' ? [event.speed] : []));
    expect([speeds[0], speeds.at(-1)]).toEqual([0.001, null]);
  });

  test.each([[{ pace: 0 }], [{ seek: { event: -1 } }], [{ sale: { hours: 0 } }], [{ sale: {} }]])(
    'and what cannot be is refused where it was asked',
    async (steering) => {
      let error: unknown;
      await run(
        replay,
        once(16, (transport) => {
          try {
            transport.steer(steering, false);
          } catch (thrown) {
            error = thrown;
          }
        }),
      );
      expect(error).toMatchObject({ name: 'ResearcherError' });
    },
  );
});

describe('a store without an end', () => {
  const endless = {
    version: 1,
    data: { source: 'simulated', store: { customers: 60, items: 80, interactions: 900, days: 30, seed: 3 } },
    stream: { source: 'endless', window: 50, limit: 600 },
    models: [{ name: 'popularity' }, { name: 'item-knn' }],
  };

  test('is stopped with its record, and lives the same life again, sales included', async () => {
    const { record, events } = await run(
      { ...endless, stream: { ...endless.stream, limit: null } },
      (event, transport, control) => {
        if (event.type !== 'position') return;
        if (event.event === 208) transport.steer({ sale: { hours: 24, uplift: 10 } }, false);
        if (event.event >= 608) control.stopAndKeep();
      },
    );
    expect(record.outcome).toBe('stopped');
    const [sale] = record.replay.stream.sales;
    expect(sale!.item).toMatch(/^P\d+$/);
    const told = events.find((event) => event.type === 'sale')!;
    expect(told.sale).toMatchObject({ at: sale!.at, hours: 24, uplift: 10 });
    expect(events.some((event) => event.type === 'history' && 'sale:share' in event.point.values)).toBe(true);
    const stream = { ...record.replay.stream, limit: record.data.events };
    const again = await run({ ...record.replay, stream });
    expect(again.record.models.map(({ metrics }) => metrics)).toEqual(
      record.models.map(({ metrics }) => metrics),
    );
    expect(again.record.data).toEqual(record.data);
  });

  test('what comes on its shelves is recommended by what it is, before anybody had it', async () => {
    const { record } = await run({
      ...endless,
      data: { ...endless.data, store: { ...endless.data.store, newItems: 0.9 } },
      stream: { ...endless.stream, limit: 2000 },
      models: [{ name: 'item-knn' }, { name: 'content-profile' }],
    });
    const [knn, content] = record.models;
    expect(content!.judgedCold).toBeGreaterThan(50);
    expect(knn!.metrics['recall-cold@10']).toBe(0);
    expect(content!.metrics['recall-cold@10']).toBeGreaterThan(0.1);
    await expect(run({ ...replay, models: [{ name: 'content-profile' }] })).rejects.toMatchObject({
      code: 'live.no-features',
    });
  });

  test('its curves stay short however long it goes on', async () => {
    const { record } = await run(
      { ...endless, stream: { ...endless.stream, window: 20, limit: null } },
      (event, _, control) => {
        if (event.type === 'position' && event.event >= 1500) control.stopAndKeep();
      },
    );
    const [{ series }] = record.models as [ReplayRecord['models'][number]];
    expect(series.length).toBeLessThan(400);
    expect(series.at(-1)!.event).toBeGreaterThan(1480);
  });

  test('names what it does not have', async () => {
    const sold = (sale: object) => ({ ...endless, stream: { ...endless.stream, sales: [sale] } });
    await expect(run(sold({ category: 'Electronics / Adio' }))).rejects.toThrow(/Electronics \/ Audio/);
    await expect(run(sold({ item: 'x' }))).rejects.toMatchObject({ code: 'replay.unknown-item' });
    await expect(run(sold({}))).rejects.toMatchObject({ code: 'replay.nothing-sold' });
    await expect(run({ ...endless, data: { source: 'text', text } })).rejects.toMatchObject({
      code: 'replay.endless-needs-store',
    });
  });
});
