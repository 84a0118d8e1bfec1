/**
 * The ranking network of the live shop against the weighted sum, on events that came after all that it learned from:
 *
 *   npx tsx test/bench/ranking-network.ts [DATA] [LISTS] [SEED]
 *
 * DATA: `store` (the built-in one, the default), or a data block as JSON, with files from COFILTER_DATASETS. Trained on
 * the CPU backend.
 */
import { readFileSync } from 'node:fs';
import { CpuBackend } from '../../src/compute/cpu/backend';
import { localFiles } from '../../src/cli/local-files';
import { openShop } from '../../src/lab/live/open';
import { DataLoader } from '../../src/lab/load';

const [data = 'store', lists = '2400', seed = '42'] = process.argv.slice(2);
const block: unknown =
  data === 'store' ? { source: 'simulated', store: { seed: Number(seed) } } : JSON.parse(data);
const folder = process.env['COFILTER_DATASETS'] ?? '../shared/datasets';
const found = await localFiles({ data: block }, folder);
const files = Object.fromEntries(
  [...found].map(([name, path]) => [name, { key: path, blob: new Blob([readFileSync(path)]) }]),
);
const backend = new CpuBackend();
const shop = await openShop(block, { files, loader: new DataLoader(), onDevice: (work) => work(backend) });
const described = shop.describe();
console.log(`${described.name}: ${described.users} × ${described.items}, ${described.interactions} events`);
const start = performance.now();
const { study, epochs } = await shop.trainRanking({ lists: Number(lists) });
const seconds = ((performance.now() - start) / 1000).toFixed(1);
const { lists: parts, recall, orders, test, importance, cutoff, parameters } = study!;
console.log(`${seconds} s, ${epochs.length} epochs, ${parameters} parameters`);
console.log(
  `lists: ${parts.training} learned, ${parts.validation} watched, ${parts.judged} judged; hold what was taken: ${percent(recall.all)} (${percent(recall.own)} without the embedding)`,
);
for (const { label, hitRate, ndcg } of orders)
  console.log(`${label.en.padEnd(36)} HR@${cutoff} ${hitRate.toFixed(4)}  NDCG@${cutoff} ${ndcg.toFixed(4)}`);
console.log(
  `only the network hit ${test.onlyNetwork}, only the weighted sum ${test.onlyWeighted}, McNemar p ${test.hits.toPrecision(2)}; NDCG, Wilcoxon p ${test.ndcg.toPrecision(2)}`,
);
for (const { label, loss } of importance) console.log(`${label.en.padEnd(36)} NDCG lost ${loss.toFixed(4)}`);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
