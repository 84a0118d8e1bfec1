import { expect, it, vi } from 'vitest';
import { encode } from '../../src/data/encode';
import { readCandidates } from '../../src/data/read-candidates';
import { readItemMetadata } from '../../src/data/read-item-metadata';
import { datasetFile, describeWithDatasets, readDataset } from './data-datasets';
import { hooks } from './data-files';

// Megabytes of real files, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 });

/** file, format, users, items, rows, distinct pairs: counted by independent programs when the files were collected. */
const files = [
  ['ml-100k/u.data', 'movielens-tab', 943, 1682, 100_000, 100_000],
  ['ml-100k/mcrec/ml-100k.test.rating', 'user-item-lists', 942, 1394, 20_000, 20_000],
  ['ml-latest-small/ratings.csv', 'csv', 610, 9724, 100_836, 100_836],
  ['online-retail/online_retail.csv.gz', 'online-retail', 4334, 3659, 396_337, 266_221],
  ['online-retail/interactions.csv.gz', 'csv', 4334, 3659, 396_337, 266_221],
  ['eshop-clothing-2008/uci.zip', 'csv', 24_026, 217, 165_474, 148_345],
  ['amazon-sequences/Beauty.txt', 'user-item-lists', 22_363, 12_101, 198_502, 198_502],
  ['gowalla/train.txt', 'user-item-lists', 29_858, 40_981, 810_128, 810_128],
  ['filmtrust/ratings_all.txt', 'csv', 1508, 2071, 35_497, 35_494],
  ['ml-1m/ratings_userid_movieid.parquet', 'parquet', 6040, 3706, 1_000_209, 1_000_209],
] as const;

describeWithDatasets('real files, read without being told anything', () => {
  it.each(files)(
    '%s',
    async (path, format, users, items, rows, pairs) => {
      const table = await readDataset(path);
      const dataset = encode([table], { feedback: 'implicit' }).datasets[0]!;
      expect([table.source.format, dataset.users, dataset.items, table.length, dataset.interactions]).toEqual(
        [format, users, items, rows, pairs],
      );
    },
    60_000,
  );

  it('rejects the invoice lines that are no purchases, by reason', async () => {
    const { rejected } = await readDataset('online-retail/online_retail.csv.gz');
    // 541,909 lines less 396,337 purchases; 9,288 cancellations as the shop's own records count them.
    expect(rejected.count).toBe(145_572);
    expect(rejected.byReason.cancellation).toBe(9288);
  }, 60_000);

  it('MovieLens times and ratings', async () => {
    const dataset = encode([await readDataset('ml-100k/u.data')], { feedback: 'explicit' }).datasets[0]!;
    const times = dataset.byUser.timestamps!;
    expect([times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]).toEqual([
      874_724_710, 893_286_638,
    ]);
    expect(dataset.ratingRange).toEqual([1, 5]);
  });

  it('item metadata of MovieLens and Online Retail', async () => {
    const items = async (path: string) => readItemMetadata(await datasetFile(path), path, hooks);
    const first = await items('ml-100k/u.item');
    expect(first.ids.size).toBe(1682);
    expect(first.metadata.titles![0]!.en).toBe('Toy Story (1995)');
    expect(first.metadata.categories![0]!.map((name) => name.en)).toEqual([
      'Animation',
      "Children's",
      'Comedy',
    ]);
    const large = await items('ml-1m/movies.dat');
    expect([large.ids.size, large.metadata.titles![large.ids.code('6')!]!.en]).toEqual([3883, 'Heat (1995)']);
    expect(large.metadata.titles![large.ids.code('73')!]!.en).toBe('Misérables, Les (1995)');
    const small = await items('ml-latest-small/movies.csv');
    const toyStory = small.metadata.categories![small.ids.code('1')!]!;
    expect([small.ids.size, toyStory.length]).toEqual([9742, 5]);
    const retail = await items('online-retail/items.csv.gz');
    const globe = retail.ids.code('10002')!;
    expect(retail.metadata.titles![globe]!.en).toBe('INFLATABLE POLITICAL GLOBE');
    expect(retail.metadata.prices![globe]).toBeCloseTo(0.85, 6);
  });

  it('the listed candidates of the NCF protocol', async () => {
    const lists = await readDataset('ml-1m/ncf/ml-1m.test.negative');
    const dataset = encode([lists], { feedback: 'implicit' }).datasets[0]!;
    const blob = await datasetFile('ml-1m/ncf/ml-1m.test.negative');
    const { candidates, warnings } = await readCandidates(blob, 'ml-1m.test.negative', dataset, hooks);
    expect([candidates.rows, candidates.indices.length, warnings.length]).toEqual([6040, 597_960, 0]);
    const degrees = new Set(
      Array.from({ length: 6040 }, (_, user) => candidates.offsets[user + 1]! - candidates.offsets[user]!),
    );
    expect([...degrees]).toEqual([99]);
  }, 30_000);
});
