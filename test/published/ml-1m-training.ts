import { readFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import { datasetFile, fieldsOf, present } from './harness';
import type { MadeFiles } from './reproduce';

const PAIRS = 'ml-1m/ratings_userid_movieid.parquet';
const INDEX = 'ml-1m/ncf/item_index.tsv';
const TEST = 'ml-1m/ncf/ml-1m.test.rating';

/** NCF's training file, where it is not here: all pairs in its own numbering but those of the test file. */
async function trainingFile(): Promise<Blob> {
  const file = await readFile(datasetFile(PAIRS));
  const rows = await parquetReadObjects({
    file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length),
  });
  const itemOf = new Map(fieldsOf(INDEX).map(([index, movie]) => [movie!, index!]));
  const held = new Map(fieldsOf(TEST).map(([user, item]) => [user!, item!]));
  const lines = rows.flatMap(({ userID, movieID }) => {
    const [user, item] = [String(Number(userID) - 1), itemOf.get(String(movieID))!];
    return held.get(user) === item ? [] : [`${user}\t${item}\t1\t0`];
  });
  return new Blob([lines.join('\n')]);
}

export const ncfTraining: MadeFiles = present(PAIRS, INDEX, TEST)
  ? { 'ml-1m/ncf/ml-1m.train.rating': trainingFile }
  : {};
