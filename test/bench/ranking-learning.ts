/**
 * Whether it helps that the ranking network goes on learning from clicks: shoppers of a simulated store, whose tastes
 * drift on after the history, visit three shops that differ in nothing but what ranks (the weighted sum, the trained
 * network as it is, and the one that learns), each shopper at the same time and with the same draws.
 *
 *   npx tsx test/bench/ranking-learning.ts [SEED] [VISITS] [STAY] [STORE]
 *
 * STAY: the chance that what a shopper wants next is of the category that they looked at last; .75 in the store's own
 * history, from which the network learns. By default 0: they click by what they want altogether, whatever they saw.
 * STORE: parameters of the store as JSON. Each list is judged before anything is learned from it, by the clicks that the
 * store's truth expects on it. Trained on the CPU backend.
 */
import { CpuBackend } from '../../src/compute/cpu/backend';
import { Random } from '../../src/compute/random';
import { wilcoxonSignedRank } from '../../src/evaluation/significance';
import { attractionOf, clicksOn } from '../../src/live/clicks';
import { openShop } from '../../src/lab/live/open';
import type { OpenShop } from '../../src/lab/live/shop';
import { DataLoader } from '../../src/lab/load';
import type { Assortment } from '../../src/ranking/assortment';

const [seedText = '42', visitsText = '400', stayText = '0', store = '{}'] = process.argv.slice(2);
const [seed, visits, stay] = [Number(seedText), Number(visitsText), Number(stayText)];
/** Lists of a visit, at most one click on each. */
const LISTS = 5;
/** Seconds from visit to visit, so that the last comes half a year after the history's end. */
const APART = (182 * 86_400) / visits;

const data = { source: 'simulated', store: { ...(JSON.parse(store) as object), seed } };
const [backend, loader] = [new CpuBackend(), new DataLoader()];
const open = () => openShop(data, { files: {}, loader, onDevice: (work) => work(backend) });

/** Expected clicks a list of each visit, and the clicks there were. */
async function visited(shop: OpenShop): Promise<{ expected: Float64Array; clicks: number }> {
  const { dataset, history, session } = shop.parts;
  const truth = shop.parts.truth!;
  const expected = new Float64Array(visits);
  let clicks = 0;
  for (let visit = 0; visit < visits; visit++) {
    const user = new Random(seed, 'visitors', visit).below(truth.users);
    const wanted = truth.preferences(Uint32Array.of(user), history.end + visit * APART);
    let looked: number | null = null;
    let view = shop.enter(dataset.userIds.id(user));
    for (let list = 0; list < LISTS; list++) {
      const preferences = looked === null ? wanted : staying(wanted, session.assortment, looked);
      const attraction = attractionOf(preferences);
      const shown = view.forYou.tiles.map(({ id }) => dataset.itemIds.code(id)!);
      shown.forEach((item, place) => (expected[visit]! += attraction(item) / Math.sqrt(place + 1) / LISTS));
      const random = new Random(seed, 'clicks', visit * LISTS + list);
      const [item] = clicksOn(shown, preferences, random);
      if (item === undefined) continue;
      clicks++;
      looked = item;
      const id = dataset.itemIds.id(item);
      view = shop.act('view', id, 'for-you');
      if (random.uniform() < attraction(item)) view = shop.act('cart', id, 'for-you');
    }
    if (view.basket.length > 0) shop.checkOut();
    // Nothing else is done while it learns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { expected, clicks };
}

/** What a shopper wants next who looked at the item last: of its category with the chance to stay, else anything. */
function staying(wanted: Float32Array, assortment: Assortment, looked: number): Float32Array {
  const category = assortment.category(looked);
  const isNear = (item: number) => assortment.category(item) === category;
  const near = wanted.reduce((sum, value, item) => (isNear(item) ? sum + value : sum), 0);
  return wanted.map((value, item) => value * (1 - stay + (isNear(item) ? stay / (near || 1) : 0)));
}

const trainer = await open();
const { study } = await trainer.trainRanking();
const network = await trainer.saveRanking();
trainer.close();
const judged = (name: string) => study!.orders.find((order) => order.name === name)!.ndcg.toFixed(4);
console.log(
  `NDCG@${study!.cutoff} on the later lists of the history: network ${judged('network')}, weighted sum ${judged('weighted')}`,
);
const results = new Map<string, Float64Array>();
for (const name of ['weighted', 'frozen', 'learning'] as const) {
  const shop = await open();
  if (name !== 'weighted') await shop.loadRanking(network, 'trained');
  const { settings } = shop.enter(null);
  shop.set({ ...settings, rank: name === 'weighted' ? 'weighted' : 'network', learns: name === 'learning' });
  const start = performance.now();
  const { expected, clicks } = await visited(shop);
  results.set(name, expected);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { learning } = shop.ranking();
  console.log(
    `${name.padEnd(9)} expected clicks a list ${mean(expected).toFixed(4)}, clicks ${clicks}; halves ${halves(expected)}; ${seconds} s`,
    learning?.lists ? JSON.stringify(learning) : '',
  );
  shop.close();
}
for (const [a, b] of [
  ['learning', 'frozen'],
  ['learning', 'weighted'],
  ['frozen', 'weighted'],
] as const) {
  const [first, second] = [results.get(a)!, results.get(b)!];
  const gain = mean(first) / mean(second) - 1;
  console.log(
    `${a} beside ${b}: ${(100 * gain).toFixed(1)} %, Wilcoxon p ${wilcoxonSignedRank(first, second).p.toPrecision(2)}`,
  );
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function halves(values: Float64Array): string {
  const middle = values.length >> 1;
  return [values.subarray(0, middle), values.subarray(middle)]
    .map((half) => mean(half).toFixed(4))
    .join(' → ');
}
