import { beforeAll, describe, expect, test } from 'vitest';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { DataLoader } from '../../src/lab/load';
import type { Shelf, ShopView } from '../../src/lab/live/api';
import { openShop } from '../../src/lab/live/open';
import type { OnDevice } from '../../src/lab/live/ranking';
import type { OpenShop } from '../../src/lab/live/shop';

const onDevice: OnDevice = (work) => work(new CpuBackend());

const STORE = { customers: 300, items: 400, interactions: 9000, seed: 3 };

const SMALL = { customers: 60, items: 120, interactions: 1500, seed: 3 };

function open(store: Record<string, number> = STORE): Promise<OpenShop> {
  let clock = 0;
  return openShop(
    { source: 'simulated', store },
    { files: {}, loader: new DataLoader(), onDevice, now: () => clock++ },
  );
}

/** All that the page shows of the latest view. */
function whole(each: OpenShop, view: ShopView) {
  const details = each.details();
  return { ...view, ...details, shelves: [view.forYou, ...details.shelves] };
}

const titled = ({ tiles }: { tiles: readonly { id: string }[] }) => tiles.map(({ id }) => id);

const shelf = (view: { shelves: readonly Shelf[] }, name: string) =>
  view.shelves.find((each) => each.name === name)?.tiles.map(({ id }) => id) ?? [];

let shop: OpenShop;
let first: ReturnType<typeof whole>;
beforeAll(async () => {
  shop = await open();
  first = whole(shop, shop.enter(null));
});

describe('a shop over the simulated store', () => {
  test('opens with what it knows, and receives a shopper whom nobody knows', () => {
    const { users, items, hasPrices, hasStock, hasTruth, categories, baskets } = shop.describe();
    expect([users, hasPrices, hasStock, hasTruth]).toEqual([300, true, true, true]);
    expect(items).toBeGreaterThan(300);
    expect(baskets).toBeGreaterThan(300);
    expect(categories.map(({ label }) => label.zh)).toContain('厨房用品');
    expect(first.shopper).toEqual({ id: '+1', isNew: true });
    expect(shelf(first, 'for-you')).toHaveLength(12);
    const [tile] = first.forYou.tiles;
    expect(tile!.title!.zh).not.toBe('');
    expect(tile!.price).toBeGreaterThan(0);
    expect(tile!.stock).toBeGreaterThan(0);
  });

  test('changes all shelves with each act, and back with each undo', () => {
    const [liked] = shelf(first, 'for-you');
    const looked = whole(shop, shop.act('view', liked!));
    expect(looked.shelves.map(({ name }) => name)).toContain('alike');
    expect(looked.shelves.find(({ name }) => name === 'alike')!.about!.id).toBe(liked);
    expect(looked.profile.categories[0]!.share).toBe(1);
    const carted = whole(shop, shop.act('cart', liked!));
    expect(carted.basket[0]!.place).toBe(1);
    expect(carted.basket.map(({ id }) => id)).toEqual([liked]);
    expect(carted.total).toBeCloseTo(carted.basket[0]!.price!, 10);
    expect(shelf(carted, 'for-you')).not.toContain(liked);
    const bought = whole(shop, shop.checkOut());
    expect(bought.log.map(({ kind }) => kind)).toEqual(['view', 'cart', 'purchase']);
    expect(bought.basket).toEqual([]);
    for (let left = 3; left > 0; left--) shop.undo();
    const back = whole(shop, shop.enter(null));
    expect(back.shelves).toEqual(first.shelves);
  });

  test('no item stands on two shelves', () => {
    let each = shop.enter('C10001');
    each = shop.act('view', titled(each.forYou)[3]!);
    each = shop.act('cart', titled(each.forYou)[0]!);
    const view = whole(shop, each);
    const all = view.shelves.flatMap(({ tiles }) => tiles.map(({ id }) => id));
    expect(new Set(all).size).toBe(all.length);
    expect(view.shopper.isNew).toBe(false);
  });

  test('keeps to rules and tells what each stage did', () => {
    const view = shop.enter('C10002');
    const category = view.forYou.tiles[0]!.categories[0]!.en;
    const set = shop.set({
      ...view.settings,
      controls: { ...view.settings.controls, diversity: 0.6 },
      rules: { ...view.settings.rules, excludedCategories: [category], perCategory: 3 },
    });
    const next = whole(shop, set);
    const shown = next.shelves.flatMap(({ tiles }) => tiles);
    for (const { categories } of shown) expect(categories.map(({ en }) => en)).not.toContain(category);
    expect(next.stages.map(({ stage }) => stage)).toEqual(['recall', 'rank', 'diversity', 'rules']);
    expect(next.stages[0]!.found.length).toBe(4);
    const rules = next.stages.at(-1)!;
    expect(rules.dropped).toBeGreaterThan(0);
    expect(rules.examples.some(({ reason }) => reason.en.includes(category))).toBe(true);
    shop.set(view.settings);
  });

  test('raises, lowers and leaves out by name, and says so', () => {
    const view = shop.enter('C10002');
    const [brand] = shop.promotable(view.forYou.tiles[5]!.brand!.zh, 4).filter(({ of }) => of === 'brand');
    const [popular] = shelf(whole(shop, view), 'popular');
    const [item] = shop.promotable(popular!, 1);
    expect(item).toMatchObject({ of: 'item', key: popular });
    const name = { strength: 1, isExcluded: false };
    const set = (rules: Partial<ShopView['settings']['rules']>) =>
      shop.set({ ...view.settings, rules: { ...view.settings.rules, ...rules } });
    const raised = set({ promotions: [{ ...brand!, ...name }] });
    const ofBrand = ({ forYou }: ShopView) =>
      forYou.tiles.filter((tile) => tile.brand?.en === brand!.key).length;
    expect(ofBrand(raised)).toBeGreaterThan(ofBrand(view));
    const { stages } = shop.details();
    expect(stages[0]!.found.map(({ label }) => label.en)).toContain('what the shop raises');
    expect(
      stages
        .at(-1)!
        .examples.map(({ reason }) => reason.en)
        .join(),
    ).toContain('By rule: brand');
    const first = set({ promotions: [{ ...item!, ...name }] });
    expect(titled(first.forYou).slice(0, 2)).toContain(item!.key);
    set({ promotions: [{ ...item!, ...name, isExcluded: true }] });
    expect(shop.search(item!.label.en).found.map(({ id }) => id)).not.toContain(item!.key);
    const earning = set({ margin: { weight: 0, least: 0.3 } });
    for (const { margin } of earning.forYou.tiles) expect(margin).toBeGreaterThanOrEqual(0.3);
    expect(
      shop
        .details()
        .stages.at(-1)!
        .examples.map(({ reason }) => reason.en)
        .join(),
    ).toMatch(/below 30%/);
    // What is sold no more is raised no more.
    set({ promotions: [{ ...item!, ...name, key: 'gone' }] });
    shop.set(view.settings);
  });

  test('explains a place by sources, history and stages', () => {
    const view = shop.enter('C10002');
    const id = titled(view.forYou)[1]!;
    const why = shop.why(id);
    expect(why.place).toBe(2);
    expect(why.sources.length).toBeGreaterThan(0);
    const score = why.sources.reduce((sum, { weight, share }) => sum + weight * share, 0);
    // Shares are of the best on the shelf; the score is of the best among all candidates, which is no less.
    expect(view.forYou.tiles[1]!.score).toBeLessThanOrEqual(score + 1e-9);
  });

  test('a newcomer says what they like, and turns a category up and down', () => {
    const view = shop.enter(null);
    const { key } = shop.describe().categories.at(-1)!;
    const turned = (strength: number) => {
      const { settings } = view;
      return shop.set({ ...settings, controls: { ...settings.controls, categories: { [key]: strength } } });
    };
    const count = ({ forYou }: ShopView) =>
      forYou.tiles.filter(({ categories }) => categories.some(({ en }) => en === key)).length;
    const liked = turned(0.5);
    expect(count(liked)).toBeGreaterThan(count(view));
    const { controls, sources } = shop.why(titled(liked.forYou)[0]!);
    expect(controls).toEqual([{ control: 'category', share: 0.5 }]);
    expect(sources.map(({ label }) => label.en)).toContain('what is in the chosen categories');
    expect(count(turned(-1))).toBe(0);
    // What one shopper chose is not what the next one likes.
    expect(titled(shop.enter(null).forYou)).toEqual(titled(view.forYou));
  });

  test('finds by words in both languages, and learns from the clicks on what was found', () => {
    shop.enter('C10005');
    const { found, weights } = shop.search('茶');
    const words = shop.search('tea').found;
    expect(found.length).toBeGreaterThan(0);
    expect(words.length).toBeGreaterThan(0);
    expect(weights.pairs).toBe(0);
    const worst = found.reduce((a, b) => (b.preference < a.preference ? b : a));
    shop.search('茶');
    shop.act('view', worst.id);
    expect(shop.search('茶').weights.pairs).toBe(0);
    shop.act('view', worst.id, 'search');
    const after = shop.search('茶').weights;
    const place = found.indexOf(worst);
    expect(after.pairs).toBe(Number(place > 0) + Number(place < found.length - 1));
    // Both neighbours are liked better, so the click speaks against preference.
    expect(after.preference).toBeLessThan(weights.preference);
  });

  test('lists what was searched for last, until another shopper comes', () => {
    const recalled = () =>
      shop.details().stages[0]!.found.find(({ label }) => label.zh === '最近搜索的物品')?.items;
    const { settings } = shop.enter(null);
    expect(recalled()).toBeUndefined();
    const { found } = shop.search('茶');
    const view = shop.set(settings);
    expect(recalled()).toBeGreaterThan(0);
    const [best] = found;
    expect(titled(view.forYou)).toContain(best!.id);
    expect(shop.why(best!.id).sources.map(({ label }) => label.en)).toContain('what was searched for last');
    shop.search('quokka');
    shop.set(settings);
    expect(recalled()).toBeUndefined();
    shop.search('茶');
    shop.enter(null);
    expect(recalled()).toBeUndefined();
  });

  test('talks: search, narrow, basket, re-order', () => {
    const view = shop.enter('C10005');
    const all = shop.ask('锅');
    expect(all.items.length).toBeGreaterThan(0);
    const cheaper = shop.ask('便宜点');
    for (const { price } of cheaper.items) expect(price).toBeLessThan(all.items[0]!.price!);
    shop.act('cart', titled(view.forYou)[0]!);
    const together = shop.ask('what goes with my basket?');
    for (const { reason } of together.items) expect(reason.en).toMatch(/confidence \d+%, lift/);
    const completed = shop.ask('complete my basket under 300');
    const total = completed.items.reduce((sum, { price }) => sum + price!, 0);
    expect(total).toBeLessThanOrEqual(300);
    const due = shop.ask('what should I re-order?');
    for (const { reason } of due.items) expect(reason.zh).toMatch(/天/);
    shop.undo();
  });

  test('a product that nobody has had is found, recommended by what it is, explained, bought, and withdrawn', async () => {
    const each = await open(SMALL);
    const before = whole(each, each.enter('C10003'));
    const fan = before.profile.categories[0]!.label;
    const price = before.profile.price!;
    const product = { title: 'Zebra quokka', category: fan.zh, brand: 'Nobody’s', price };
    const after = whole(each, each.introduce(product));
    const [fresh] = after.products;
    expect(fresh).toMatchObject({ looks: 0, shoppers: 0, item: { price, title: { en: 'Zebra quokka' } } });
    expect(fresh!.item.categories.at(-1)).toEqual(fan);
    const { id } = fresh!.item;
    expect([...shelf(after, 'for-you'), ...shelf(after, 'new')]).toContain(id);
    expect(each.search('quokka').found.map((tile) => tile.id)).toEqual([id]);
    expect(each.ask('quokka').items.map((item) => item.id)).toEqual([id]);
    // Of a newcomer and of the product nothing is known but what it is.
    each.enter(null);
    const liked = each.act('view', id);
    expect(titled(liked.forYou)).toContain(id);
    const why = each.why(id);
    expect(why.sources.map(({ label }) => label.en)).toEqual(['what suits the profile']);
    expect([why.shoppers, why.history]).toEqual([0, []]);
    each.act('cart', id);
    each.checkOut();
    expect(each.details().products[0]).toMatchObject({ looks: 1, shoppers: 1, item: { stock: 29 } });
    while (each.details().log.length > 0) each.undo();
    expect(each.details().products[0]).toEqual(fresh);
    const gone = whole(each, each.withdraw(id));
    expect(gone.products).toEqual([]);
    expect(each.search('quokka').found).toEqual([]);
    const back = whole(each, each.enter('C10003'));
    expect(back.shelves).toEqual(before.shelves);
    expect(() => each.introduce({ ...product, title: ' ' })).toThrow(
      expect.objectContaining({ code: 'shop.product-title' }),
    );
    expect(() => each.introduce({ ...product, price: NaN })).toThrow(
      expect.objectContaining({ code: 'shop.product-price' }),
    );
    expect(() => each.withdraw(id)).toThrow(expect.objectContaining({ code: 'shop.not-introduced' }));
  });

  test('compares two models on the shopper and on simulated ones, and credits clicks', async () => {
    shop.enter('C10007');
    await shop.compare({ mode: 'interleaved', models: ['item-knn', 'popularity'] });
    const compared = () => shop.details().comparison;
    const [list] = compared()!.lists;
    expect(new Set(list!.map(({ team }) => team))).toEqual(new Set([0, 1]));
    const { id, team } = list![0]!;
    shop.act('view', id, team);
    expect(compared()!.clicks[team]).toBe(1);
    shop.crowd(300);
    const { crowd } = compared()!;
    expect(crowd!.wins[0]).toBeGreaterThan(crowd!.wins[1]);
    expect(crowd!.p).toBeLessThan(0.05);
    await shop.compare({ mode: 'side-by-side', models: ['bpr-mf', 'user-knn'] });
    expect(compared()!.lists.map((each) => each.length)).toEqual([8, 8]);
    await shop.compare(null);
    expect(compared()).toBeNull();
    await expect(shop.compare({ mode: 'interleaved', models: ['mean', 'x'] })).rejects.toMatchObject({
      code: 'shop.unknown-model',
    });
  });

  test('the same acts on the same data give the same answers', async () => {
    const visit = async () => {
      const each = await open(SMALL);
      const views = [whole(each, each.enter('C10003'))];
      views.push(whole(each, each.set({ ...views[0]!.settings, explore: 'thompson' })));
      for (let step = 0; step < 6; step++) views.push(whole(each, each.actByTruth()));
      return [views, each.search('shoes'), each.ask('类似的')];
    };
    expect(await visit()).toEqual(await visit());
  });

  test('that keeps its latest events says so, and refuses to keep hardly any', async () => {
    const data = { source: 'simulated', store: SMALL };
    const environment = { files: {}, loader: new DataLoader(), onDevice };
    const short = await openShop(data, environment, { window: 400 });
    const { window, baskets } = short.describe();
    expect(window).toBe(400);
    expect(baskets).toBeGreaterThan(5);
    const { dataset, session } = short.parts;
    expect(session.histories.interactions).toBeLessThanOrEqual(400);
    const known = dataset.userIds.ids.find((_, user) => session.histories.of(user).size > 3)!;
    expect(titled(short.enter(known).forYou)).toHaveLength(12);
    await short.compare({ mode: 'side-by-side', models: ['content-profile', 'item-knn'] });
    const content = short.details().comparison!;
    expect(content.fits[1]).toBeNull();
    expect(content.lists[0]!.length).toBe(8);
    // Fitted anew while the shopper goes on, it says what it said, since it had neither lost nor kept anything.
    const swapped = short.refit();
    await new Promise((resolve) => setImmediate(resolve));
    short.act('cart', content.lists[0]![1]!.id);
    const during = short.details().comparison!;
    expect(during.fits).toEqual([{ refits: 0, isRefitting: true }, null]);
    await swapped;
    const after = short.details().comparison!;
    expect(after.fits).toEqual([{ refits: 1, isRefitting: false }, null]);
    expect(after.lists).toEqual(during.lists);
    await expect(openShop(data, environment, { window: 20 })).rejects.toMatchObject({ code: 'shop.window' });
  });

  test('says what it cannot do', async () => {
    const each = await open(SMALL);
    expect(() => each.act('view', 'P10000')).toThrow(expect.objectContaining({ code: 'shop.nobody' }));
    each.enter(null);
    expect(() => each.actByTruth()).toThrow(expect.objectContaining({ code: 'shop.no-truth' }));
    expect(() => each.crowd(10)).toThrow(expect.objectContaining({ code: 'shop.not-compared' }));
    expect(() => each.enter('nobody')).toThrow(expect.objectContaining({ code: 'run.unknown-user' }));
  });
});

test('a shop over a file has no stock, no truth and no titles, and works', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) => `u${i % 30},i${(i * 7 + (i % 30)) % 40},${1e9 + 60 * i}`,
  );
  const text = `user,item,timestamp\n${rows.join('\n')}\n`;
  const file = await openShop({ source: 'text', text }, { files: {}, loader: new DataLoader(), onDevice });
  expect(file.describe()).toMatchObject({
    users: 30,
    hasStock: false,
    hasTruth: false,
    hasPrices: false,
    currency: '',
  });
  const view = file.enter('u3');
  expect(titled(view.forYou).length).toBeGreaterThan(0);
  expect(view.total).toBe(0);
  const [tile] = view.forYou.tiles;
  expect(file.act('cart', tile!.id).total).toBeNull();
  expect(file.search(tile!.id).found[0]!.id).toBe(tile!.id);
});
