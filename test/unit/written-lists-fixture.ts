import type { Dataset, Split } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { tableOf, variety, type Row } from './data-fixtures';

export const USERS = 60;
export const ITEMS = 24;
const next = variety(7);
const userName = (user: number) => `user ${user}, "u"`;
export const itemName = (item: number) => `i,${item}`;

/** Of each user a training, validation and test part; some have no history, some no test, some have seen nearly all. */
export const parts: Record<'train' | 'validation' | 'test', Row[]> = { train: [], validation: [], test: [] };
for (let item = 0; item < ITEMS; item++) parts.train.push([userName(0), itemName(item), 1 + (item % 5)]);
for (let user = 1; user < USERS; user++) {
  const share = user % 6 === 0 ? 0 : user % 6 === 1 ? 8 : 3;
  for (let item = 0; item < ITEMS; item++) {
    const draw = next() % 10;
    const row: Row = [userName(user), itemName(item), 1 + (next() % 5)];
    if (draw < share) parts.train.push(row);
    else if (draw === 9) parts.validation.push(row);
    else if (draw > 6 && user % 5 !== 0) parts.test.push(row);
  }
}
const [plain, validation, held] = encode(
  [tableOf(parts.train), tableOf(parts.validation), tableOf(parts.test)],
  {
    feedback: 'explicit',
  },
).datasets as [Dataset, Dataset, Dataset];
/** Every third item has two categories. */
export const categoriesOf = (item: number) => (item % 3 === 0 ? ['a', 'b'] : [item % 2 ? 'a' : 'c']);
export const train: Dataset = {
  ...plain,
  itemMetadata: {
    titles: null,
    categories: Array.from({ length: ITEMS }, (_, code) =>
      categoriesOf(Number(plain.itemIds.id(code).slice(2))).map((name) => ({ en: name, zh: name })),
    ),
    brands: null,
    prices: null,
  },
};
export const split: Split = { name: 'random', train, validation, test: held, candidates: null, warnings: [] };

/** The rows of a CSV file by its header, quotes as RFC 4180 has them. */
export async function readCsv(file: Blob): Promise<Record<string, string>[]> {
  const [header, ...rows] = (await file.text())
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/("((?:[^"]|"")*)"|[^,]*)(,|$)/g)]
        // Behind the last field comes an empty match.
        .slice(0, -1)
        .map((match) => (match[2] === undefined ? match[1]! : match[2].replaceAll('""', '"'))),
    );
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])));
}
