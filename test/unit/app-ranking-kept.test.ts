import { beforeEach, expect, it, vi } from 'vitest';
import {
  followAndKeep,
  forgetKept,
  forgotten,
  keptInUse,
  keptRankings,
  loadFile,
  takeForgottenBack,
  unlearnAndKeep,
  useKept,
} from '../../src/app/live/ranking-kept';
import { openedShop, shopFailure, visit, type OpenedShop } from '../../src/app/live/shop-state';
import type { Shop } from '../../src/lab/live/api';
import type { RankingView } from '../../src/lab/live/ranking-api';
import { RunStore, type KeptRanking } from '../../src/lab/store';

vi.stubGlobal('requestAnimationFrame', (work: () => void) => setTimeout(work, 16));

vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });

/** What is on the disk. */
const disk = new Map<string, KeptRanking>();
vi.spyOn(RunStore, 'open').mockResolvedValue({
  putRanking: (kept: KeptRanking) => Promise.resolve(void disk.set(kept.id, kept)),
  dropRanking: (id: string) => Promise.resolve(void disk.delete(id)),
} as unknown as RunStore);

/** What the network of a shop has learned, a byte for each click; its file says just that. */
let learned: number[] = [];
let revision = 0;
let trainedAt = 'then';
const learn = (...clicks: number[]) => {
  learned = clicks;
  revision++;
};
const view = () =>
  ({
    state: 'trained',
    ...{ epochs: [], progress: null, featuresVersion: 1 },
    origin: { trainedAt, data: 'store', sha256: 'ab' },
    learning: { lists: learned.length, steps: 0, waiting: 0, revision, latest: null },
    study: { cutoff: 12, orders: ['network', 'weighted'].map((name) => ({ name, ndcg: 0.5 })) },
  }) as unknown as RankingView;
const shop = {
  ranking: () => Promise.resolve(view()),
  saveRanking: () => Promise.resolve(Uint8Array.from(learned)),
  loadRanking: (bytes: Uint8Array) => Promise.resolve((learn(...bytes), view())),
  unlearnClicks: () => Promise.resolve((learn(), view())),
  set: (settings: unknown) => Promise.resolve({ settings }),
  details: () => Promise.resolve({}),
} as unknown as Shop;

const kept: KeptRanking = {
  ...{ id: 'kept', sha256: 'ab', featuresVersion: 1, trainedAt: 'then' },
  ...{ cutoff: 12, ndcg: 0.5, weighted: 0.4, lists: 1, file: Uint8Array.of(1) },
};
const onDisk = () => [...(disk.get('kept')?.file ?? [])];

beforeEach(async () => {
  // What an earlier test wrote is long ago.
  await vi.advanceTimersByTimeAsync(60_000);
  disk.clear();
  disk.set('kept', kept);
  trainedAt = 'then';
  openedShop.set({ shop, data: { summary: { source: { sha256: 'ab' } } } } as unknown as OpenedShop);
  visit.set({ settings: {} } as never);
  shopFailure.set(null);
  keptRankings.set([kept]);
  const use = useKept(kept);
  await vi.advanceTimersByTimeAsync(10_000);
  await use;
  expect(keptInUse.get()).toBe('kept');
});

const after = async (ms: number, work: Promise<unknown>) => {
  await vi.advanceTimersByTimeAsync(ms);
  await work;
};

it('what clicks taught is written down at once, then every five seconds, though as many lists are known as before', async () => {
  learn(1, 2);
  await after(1000, followAndKeep());
  expect(onDisk()).toEqual([1, 2]);
  // The last click is taken back, and another one comes.
  learn(1);
  await after(1000, followAndKeep());
  learn(1, 3);
  await after(1000, followAndKeep());
  expect(onDisk()).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(onDisk()).toEqual([1, 3]);
  const put = disk.get('kept');
  await after(9000, followAndKeep());
  expect(disk.get('kept')).toBe(put);
});

it('what clicks taught is forgotten where it is kept, too', async () => {
  await after(9000, unlearnAndKeep());
  expect(onDisk()).toEqual([]);
  expect(disk.get('kept')!.lists).toBe(0);
});

it('a network that is forgotten while it is written does not come back, but for who takes that back', async () => {
  learn(1, 2);
  const writing = followAndKeep();
  await vi.advanceTimersByTimeAsync(240);
  await after(0, forgetKept(kept));
  await after(9000, writing);
  expect(disk.size).toBe(0);
  expect(keptRankings.get()).toEqual([]);
  expect(forgotten.get()).toBe(kept);
  await after(0, takeForgottenBack());
  expect(onDisk()).toEqual([1]);
  expect(keptRankings.get()).toEqual([kept]);
  expect(forgotten.get()).toBeNull();
});

it('another network that has come to work does not take the place of the one that is kept', async () => {
  learn(4);
  trainedAt = 'later';
  await after(9000, followAndKeep());
  expect(onDisk()).toEqual([1]);
});

it('a file that is kept already is not kept twice; one that differs is', async () => {
  const file = (...bytes: number[]) => new File([Uint8Array.from(bytes)], 'ranking.safetensors');
  await after(9000, loadFile(file(1)));
  expect([...disk.keys()]).toEqual(['kept']);
  await after(9000, loadFile(file(2)));
  expect(disk.size).toBe(2);
  expect([...disk.get(keptInUse.get()!)!.file]).toEqual([2]);
  expect(shopFailure.get()).toBeNull();
});
