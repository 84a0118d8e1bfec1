/**
 * What diversity costs in accuracy in the live shop, by MMR and by a determinantal point process:
 *
 *   npx tsx test/bench/accuracy-diversity.ts [DATA] [SHOPPERS]
 *
 * DATA: `store` (the built-in one, the default), or a data block as JSON, with files from COFILTER_DATASETS.
 */
import { readFileSync } from 'node:fs';
import { localFiles } from '../../src/cli/local-files';
import { diversityStudy } from '../../src/lab/live/diversity';
import { ShopHistory } from '../../src/lab/live/history';
import { dataSchema } from '../../src/lab/experiment';
import { DataLoader } from '../../src/lab/load';
import { macrotask } from '../../src/lab/macrotask';
import { Assortment } from '../../src/ranking/assortment';

const [data = 'store', shoppers = '1000'] = process.argv.slice(2);
const block = dataSchema.parse(data === 'store' ? { source: 'simulated', store: {} } : JSON.parse(data));
const found = await localFiles({ data: block }, process.env['COFILTER_DATASETS'] ?? '../shared/datasets');
const files = Object.fromEntries(
  [...found].map(([name, path]) => [name, { key: path, blob: new Blob([readFileSync(path)]) }]),
);
const hooks = { report: () => {}, checkpoint: macrotask };
const { table, dataset } = await new DataLoader().preview({ ...block, feedback: 'implicit' }, files, hooks);
const history = new ShopHistory(table, dataset);
const assortment = new Assortment(dataset.items, dataset.itemMetadata);
const start = performance.now();
const past = { events: () => history.events(), assortment, window: null };
const study = await diversityStudy(past, { shoppers: Number(shoppers) });
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${dataset.users} × ${dataset.items}; ${study.shoppers} shoppers, lists from ${study.known} to ${study.learned} of ${history.length} events; ${seconds} s`,
);
for (const { method, strength, recall, interval, unlikeness, p } of study.points) {
  const [low, high] = interval.map((each) => each.toFixed(4));
  console.log(
    `${method.padEnd(4)} ${String(strength).padEnd(4)} recall@10 ${recall.toFixed(4)} (${low} to ${high}), unlikeness ${unlikeness.toFixed(4)}, p ${p.toPrecision(2)}`,
  );
}
