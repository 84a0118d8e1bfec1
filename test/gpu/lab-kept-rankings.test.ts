import { deleteDB, openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { RunStore, type KeptRanking } from '../../src/lab/store';

const NAME = 'cofilter test of rankings';
const opened: RunStore[] = [];
const open = async () => {
  const store = await RunStore.open(NAME);
  opened.push(store);
  return store;
};
afterEach(async () => {
  for (const store of opened.splice(0)) store.close();
  await deleteDB(NAME);
});

const ranking = (id: string, change: Partial<KeptRanking> = {}): KeptRanking => ({
  ...{ id, sha256: 'aa', featuresVersion: 1, cutoff: 12, ndcg: 0.2, weighted: 0.1, lists: 0 },
  trainedAt: '2026-01-02T03:04:05.678Z',
  file: Uint8Array.of(1, 2, 3),
  ...change,
});

test('ranking networks are kept by the data and the features that they know, the latest first', async () => {
  const store = await open();
  await store.putRanking(ranking('a'));
  await store.putRanking(ranking('b', { trainedAt: '2026-02-02T03:04:05.678Z' }));
  await store.putRanking(ranking('other data', { sha256: 'bb' }));
  await store.putRanking(ranking('other features', { featuresVersion: 2 }));
  const again = await open();
  expect((await again.rankings('aa', 1)).map(({ id }) => id)).toEqual(['b', 'a']);
  const learned = ranking('a', { lists: 7, file: Uint8Array.of(4) });
  await again.putRanking(learned);
  expect((await store.rankings('aa', 1))[1]).toEqual(learned);
  await again.dropRanking('a');
  expect((await store.rankings('aa', 1)).map(({ id }) => id)).toEqual(['b']);
  expect(await store.list()).toEqual([]);
});

test('a database of before there were any keeps what it held', async () => {
  const before = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('work', { keyPath: 'id' });
      for (const store of ['files', 'perUser', 'drafts', 'fits']) fresh.createObjectStore(store);
    },
  });
  await before.put('drafts', { version: 1, name: 'mine' }, 'experiment');
  before.close();
  const store = await open();
  expect(await store.draft()).toEqual({ version: 1, name: 'mine' });
  await store.putRanking(ranking('a'));
  expect(await store.rankings('aa', 1)).toHaveLength(1);
});
