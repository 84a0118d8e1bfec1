import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { DataLoader } from '../../src/lab/load';
import type { RankingStudy } from '../../src/lab/live/ranking-api';
import { gainOf, placesOf } from '../../src/lab/live/ranking-study';
import { openShop } from '../../src/lab/live/open';
import type { OpenShop } from '../../src/lab/live/shop';
import { Cancelled } from '../../src/models/recommender';

const STORE = { source: 'simulated', store: { customers: 300, items: 400, interactions: 9000, seed: 3 } };
const OPTIONS = { lists: 500, epochs: 8, layers: [16] };

function open(data: unknown = STORE): Promise<OpenShop> {
  return openShop(data, {
    files: {},
    loader: new DataLoader(),
    onDevice: (work) => work(new CpuBackend()),
    now: () => 0,
  });
}

const ids = (shelf: { tiles: readonly { id: string }[] }) => shelf.tiles.map(({ id }) => id);
const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

let shop: OpenShop;
let study: RankingStudy;
beforeAll(async () => {
  shop = await open();
  study = (await shop.trainRanking(OPTIONS)).study!;
});

/** The shopper whose id comes first. */
const enter = (each: OpenShop) => each.enter(each.shoppers('', 1)[0]!.id);

describe('a ranking network of a shop', () => {
  test('learns from what came before what it is judged on, and orders better than the weighted sum', () => {
    const { lists, recall, orders, test: against, importance, parameters } = study;
    const asked = lists.training + lists.validation + lists.judged;
    // What a shopper had already is not asked about.
    expect(asked).toBeLessThanOrEqual(500);
    expect(asked).toBeGreaterThan(250);
    expect(recall.own).toBeLessThanOrEqual(recall.all);
    const of = (name: string) => orders.find((order) => order.name === name)!;
    for (const { name, hitRate, ndcg } of orders) {
      expect(hitRate, name).toBeLessThanOrEqual(recall.all);
      expect(ndcg, name).toBeLessThanOrEqual(hitRate);
    }
    expect(of('network').ndcg).toBeGreaterThan(of('weighted').ndcg);
    const hits = (name: string) => Math.round(of(name).hitRate * lists.judged);
    expect(against.onlyNetwork - against.onlyWeighted).toBe(hits('network') - hits('weighted'));
    expect(importance).toHaveLength(8);
    expect(Math.max(...importance.map(({ loss }) => loss))).toBeGreaterThan(0);
    expect(parameters).toBe(31 * 16 + 16 + 16 + 1);
    const { epochs, state } = shop.ranking();
    expect(state).toBe('trained');
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss);
  });

  test('ranks the list once it is chosen, explains its places, and is taken back with an event', () => {
    const byWeights = enter(shop);
    const view = shop.set({ ...byWeights.settings, rank: 'network' });
    expect(ids(view.forYou)).not.toEqual(ids(byWeights.forYou));
    const { stages } = shop.details();
    expect(stages[0]!.found.map(({ label }) => label.en)).toContain('what the embedding finds');
    const rank = stages.find(({ stage }) => stage === 'rank')!;
    expect(rank.before).toBe(rank.after);
    expect(rank.examples[0]!.reason.en).toMatch(/network/);
    const [first, , , , , , , , , , , last] = ids(view.forYou);
    const sums = [first, last].map((id) => {
      const { network } = shop.why(id!);
      expect(network).toHaveLength(8);
      return network!.reduce((sum, { share }) => sum + share, 0);
    });
    expect(sums[0]!).toBeGreaterThan(sums[1]!);
    const looked = shop.act('view', first!, 'for-you');
    expect(ids(looked.forYou)).not.toEqual(ids(view.forYou));
    expect(ids(shop.undo().forYou)).toEqual(ids(view.forYou));
    const back = shop.set({ ...view.settings, rank: 'weighted' });
    expect(ids(back.forYou)).toEqual(ids(byWeights.forYou));
    expect(shop.why(first!).network).toBeNull();
  });

  test('is the same from the same data, whoever was in the shop meanwhile', async () => {
    const again = await open();
    const training = again.trainRanking(OPTIONS);
    const view = enter(again);
    again.act('view', view.forYou.tiles[3]!.id, 'for-you');
    again.act('cart', view.forYou.tiles[3]!.id, 'for-you');
    expect((await training).study).toEqual(study);
  });

  test('stands on trial against the weighted sum', async () => {
    enter(shop);
    await shop.compare({ mode: 'interleaved', models: ['weighted-ranking', 'network-ranking'] });
    shop.crowd(60);
    const { crowd, lists } = shop.details().comparison!;
    expect(new Set(lists[0]!.map(({ team }) => team))).toEqual(new Set([0, 1]));
    expect(crowd!.clicks[0] + crowd!.clicks[1]).toBeGreaterThan(0);
    await shop.compare(null);
  });

  test('goes on learning from clicks on its lists, after they are answered, and takes that back exactly', async () => {
    const again = await open();
    await again.trainRanking(OPTIONS);
    const { settings } = enter(again);
    const first = again.set({ ...settings, rank: 'network' });
    const a = first.forYou.tiles[4]!.id;
    const untaught = again.ranking().learning;
    expect(untaught).toEqual({ lists: 0, steps: 0, waiting: 0, revision: 1, latest: null });
    again.act('view', a, 'for-you');
    expect(again.ranking().learning).toEqual({ ...untaught, waiting: 1, revision: 2 });
    await expect.poll(() => again.ranking().learning!.waiting).toBe(0);
    const { latest, ...learned } = again.ranking().learning!;
    expect(learned).toEqual({ lists: 1, steps: 4, waiting: 0, revision: 2 });
    expect(latest!.loss).toBe(latest!.trained);
    // What follows at once finds it learned as well, and lists know of it.
    const carted = again.act('cart', a, 'for-you');
    const after = again.act('view', carted.forYou.tiles[6]!.id, 'for-you');
    expect(again.ranking().learning).toMatchObject({ lists: 2, waiting: 1 });
    again.act('hide', after.forYou.tiles[0]!.id, 'for-you');
    const back = again.undo();
    expect(ids(back.forYou)).not.toEqual(ids(first.forYou));
    again.undo(1);
    again.undo(1);
    again.undo(0);
    const { revision, ...untaughtAgain } = again.ranking().learning!;
    expect({ ...untaughtAgain, revision: 1 }).toEqual(untaught);
    expect(revision).toBeGreaterThan(4);
    expect(ids(again.set(back.settings).forYou)).toEqual(ids(first.forYou));
    again.close();
  });

  test('learns nothing where it shall not, where it does not rank, and from what is compared', async () => {
    const again = await open();
    await again.trainRanking(OPTIONS);
    const { settings, forYou } = enter(again);
    again.act('view', forYou.tiles[4]!.id, 'for-you');
    const network = again.set({ ...settings, rank: 'network', learns: false });
    again.act('view', network.forYou.tiles[4]!.id, 'for-you');
    const learning = again.set({ ...settings, rank: 'network' });
    const compared = again.act('view', learning.forYou.tiles[4]!.id, 0);
    // Nor does what was found by words, or elsewhere, say anything of what stands above it there.
    const found = again.act('view', compared.forYou.tiles[7]!.id, 'search');
    const elsewhere = again.act('cart', found.forYou.tiles[7]!.id);
    expect(again.ranking().learning).toMatchObject({ lists: 0, waiting: 0 });
    const { forYou: now } = again.act('view', elsewhere.forYou.tiles[5]!.id, 'for-you');
    expect(again.ranking().learning).toMatchObject({ lists: 0, waiting: 1 });
    // Another shopper's acts teach the same network.
    const other = again.enter(null);
    again.act('purchase', other.forYou.tiles[3]!.id, 'for-you');
    expect(again.ranking().learning).toMatchObject({ lists: 1, waiting: 1 });
    expect(again.unlearnClicks().learning).toMatchObject({ lists: 0, waiting: 0 });
    // What was done before is not the new network's.
    again.undo();
    expect(again.ranking().learning).toMatchObject({ lists: 0, waiting: 0 });
    expect(now.tiles).toHaveLength(12);
    again.close();
  });

  test('judges later acts anew when one is taken back that taught nothing itself', async () => {
    const again = await open();
    await again.trainRanking(OPTIONS);
    const { settings } = enter(again);
    const { forYou } = again.set({ ...settings, rank: 'network', learns: false });
    // Looked at while nothing is learned, and still on the list.
    const item = ids(forYou).find((id) => {
      if (ids(again.act('view', id, 'for-you').forYou).includes(id)) return true;
      again.undo();
      return false;
    })!;
    again.set({ ...settings, rank: 'network' });
    again.act('cart', item, 'for-you');
    expect(again.ranking().learning).toMatchObject({ lists: 0, waiting: 0, revision: 1 });
    // Now the shopper first reached for it on a list that is learned from.
    again.undo(0);
    expect(again.ranking().learning).toMatchObject({ lists: 1, waiting: 0, revision: 2 });
    again.undo();
    expect(again.ranking().learning).toMatchObject({ lists: 0, waiting: 0, revision: 3 });
    again.close();
  });

  test('from equal acts learns the same, bit for bit', async () => {
    const lists = async (pause: boolean) => {
      const again = await open();
      await again.trainRanking(OPTIONS);
      enter(again);
      let view = again.set({ ...enter(again).settings, rank: 'network' });
      for (let act = 0; act < 8; act++) {
        if (pause && act % 3 === 0) await expect.poll(() => again.ranking().learning!.waiting).toBe(0);
        view = act === 5 ? again.undo() : again.actByTruth();
      }
      again.close();
      return view.forYou.tiles.map(({ id, score }) => [id, score]);
    };
    expect(await lists(true)).toEqual(await lists(false));
  });

  test('is kept as a file, from which another shop has the same network, bit for bit', async () => {
    const again = await open();
    await again.trainRanking(OPTIONS);
    let view = again.set({ ...enter(again).settings, rank: 'network' });
    for (const place of [5, 3, 7]) view = again.act('view', view.forYou.tiles[place]!.id, 'for-you');
    const bytes = await again.saveRanking();
    const saved = again.ranking();
    expect(saved.learning!.lists).toBeGreaterThan(1);
    // What is taken back leaves no trace in the weights, the optimiser or the buffer.
    for (const place of [4, 6, 2]) {
      view = again.act('view', view.forYou.tiles[place]!.id, 'for-you');
      view = again.act('cart', view.forYou.tiles[place]!.id, 'for-you');
    }
    await again.saveRanking();
    for (let act = 0; act < 6; act++) again.undo();
    expect(await again.saveRanking()).toEqual(bytes);
    const other = await open();
    expect(await other.loadRanking(bytes, 'kept')).toEqual({
      ...saved,
      learning: { ...saved.learning!, revision: 1, latest: null },
    });
    expect(await other.saveRanking()).toEqual(bytes);
    // Without its clicks it is the one that was trained, however it came here.
    other.unlearnClicks();
    again.unlearnClicks();
    const [a, b] = [await again.saveRanking(), await other.saveRanking()];
    expect(a).toEqual(b);
    expect(other.ranking()).toMatchObject({ study, learning: { lists: 0 }, origin: saved.origin });
    await expect(other.loadRanking(bytes.slice(9), 'cut.safetensors')).rejects.toThrow(
      refusal('ranking.file'),
    );
    expect(other.ranking()).toMatchObject({ state: 'trained', study });
    for (const each of [again, other]) each.close();
  });

  test('can be stopped, and then stays what it was', async () => {
    const training = shop.trainRanking(OPTIONS);
    expect(shop.ranking()).toMatchObject({ state: 'training', study });
    await expect(shop.trainRanking(OPTIONS)).rejects.toThrow(refusal('ranking.busy'));
    shop.stopRanking();
    await expect(training).rejects.toBeInstanceOf(Cancelled);
    expect(shop.ranking()).toMatchObject({ state: 'trained', study });
  });

  test('says what it cannot do', async () => {
    const plain = await open({ source: 'text', text: untimed() });
    const { settings } = enter(plain);
    expect(() => plain.set({ ...settings, rank: 'network' })).toThrow(refusal('ranking.untrained'));
    await expect(
      plain.compare({ mode: 'interleaved', models: ['item-knn', 'network-ranking'] }),
    ).rejects.toThrow(refusal('ranking.untrained'));
    await expect(plain.trainRanking()).rejects.toThrow(refusal('ranking.untimed'));
    await expect(plain.trainRanking({ lists: 3 })).rejects.toThrow(refusal('ranking.invalid'));
    const few = await open({ source: 'text', text: untimed(1e9) });
    await expect(few.trainRanking()).rejects.toThrow(refusal('ranking.too-few'));
    expect(few.ranking()).toMatchObject({ state: 'untrained', progress: null, epochs: [] });
  });
});

/** 60 purchases, with times from `start` on where it is given. */
function untimed(start?: number): string {
  const rows = Array.from({ length: 60 }, (_, i) => [
    `u${i % 6}`,
    `i${(i * 7) % 40}`,
    (start ?? 0) + 900 * i,
  ]);
  const kept = start === undefined ? rows.map((row) => row.slice(0, 2)) : rows;
  return [start === undefined ? 'user,item' : 'user,item,timestamp', ...kept.map((row) => row.join())].join(
    '\n',
  );
}

test('a place is counted among equals in the middle, and is none beyond what an order knows', () => {
  const list = { features: new Float32Array(), taken: 1, orders: new Map() };
  const place = (scores: number[], taken = 1) => placesOf([{ ...list, taken }], () => scores)[0];
  expect(place([3, 2, 1])).toBe(2);
  expect(place([2, 2, 2])).toBe(2);
  expect(place([3, -Infinity, 1])).toBe(Infinity);
  expect(place([3, 2, 1], -1)).toBe(Infinity);
  expect(gainOf(1)).toBe(1);
  expect(gainOf(3)).toBe(0.5);
  expect(gainOf(13)).toBe(0);
});
