import { expect, it } from 'vitest';
import { dataInUse, dataReading, sourceAsked, useData } from '../../src/app/state/data';
import { draft } from '../../src/app/state/experiment';
import { connect } from '../../src/app/state/lab';
import type { DataSummary, Lab } from '../../src/lab/api';

it('reads a source that was given while the lab opens, the last of several, once it is open', async () => {
  const asked: unknown[] = [];
  const lab: Partial<Lab> = {
    models: () => Promise.resolve([]),
    ended: new Promise(() => undefined),
    close: () => undefined,
    inspect: (block) => {
      asked.push(block);
      return Promise.resolve({} as DataSummary);
    },
  };
  expect(sourceAsked()).toBe(false);
  let open = (_: Lab): void => undefined;
  const connected = connect(() => new Promise<Lab>((resolve) => (open = resolve)));
  const first = useData({ source: 'file', path: 'first.csv' });
  const last = useData({ source: 'file', path: 'last.csv' });
  expect(sourceAsked()).toBe(true);
  expect(dataReading.get()).toBe('last.csv');
  open(lab as Lab);
  await connected;
  expect(await Promise.all([first, last])).toEqual([false, true]);
  expect(asked).toEqual([{ source: 'file', path: 'last.csv' }]);
  expect(dataInUse.get()?.block.path).toBe('last.csv');
  expect(draft.get().data?.path).toBe('last.csv');
  expect(dataReading.get()).toBeNull();
});

it('says that nothing was taken where no lab could be opened', async () => {
  const before = dataInUse.get();
  await connect(() => Promise.reject(new Error('no device')));
  expect(await useData({ source: 'simulated' })).toBe(false);
  expect(dataInUse.get()).toBe(before);
  expect(dataReading.get()).toBeNull();
});
