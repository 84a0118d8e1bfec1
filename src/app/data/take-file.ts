import { openExperimentFile } from '../experiment/experiment-file';
import { dataFailure, keepFile, useData, type DataBlock } from '../state/data';
import { draft, setValue } from '../state/experiment';
import { go } from '../state/navigation';

/**
 * Takes what was dropped or chosen. An experiment goes into the form; anything else is data. Of several files the one
 * whose name says `test` becomes the test part of a predefined split, so that `u1.base` and `u1.test` arrive together;
 * one named for items (`u.item`, `movies.csv`) or for `trust` is read as what is known of the items, or of the users.
 */
export async function takeFile(given: readonly File[]): Promise<void> {
  const [only] = given;
  if (given.length === 1 && only && /\.json$/i.test(only.name)) {
    try {
      await openExperimentFile(only);
      go('experiment');
    } catch (error) {
      dataFailure.set({ block: { source: 'file', path: only.name }, error });
      go('data');
    }
    return;
  }
  go('data');
  const first = (part: Part) => given.find((file) => partOf(file.name) === part);
  // A log may be called by what it is about: movies.csv, where nothing else is there.
  const data = first('data') ?? first('items') ?? only;
  if (!data) return;
  for (const file of given) keepFile(file);
  const named = (part: Part) => given.find((file) => partOf(file.name) === part && file !== data)?.name;
  const [items, trust] = [named('items'), named('trust')];
  const taken = await useData({
    ...blockFor(data.name),
    ...(items === undefined ? {} : { itemsPath: items }),
    ...(trust === undefined ? {} : { trustPath: trust }),
  });
  if (!taken) return;
  const [test, validation] = [named('test'), named('validation')];
  if (test) {
    setValue('split', {
      protocol: 'predefined',
      testPath: test,
      ...(validation ? { validationPath: validation } : {}),
    });
  } else if (draft.get().split?.protocol === 'predefined') {
    // The test file belonged to the data before.
    setValue('split', { protocol: 'random' });
  }
}

type Part = 'data' | 'test' | 'validation' | 'items' | 'trust';

/** Words of a name, between points, hyphens and underscores, that say which part of a data set it is. */
const PARTS: readonly (readonly [part: Part, words: string])[] = [
  ['test', 'test'],
  ['validation', 'valid|validation|dev'],
  // What says so is a log, whatever it is a log of: ratings_books.csv.
  ['data', 'train|training|base|inter|interactions?|ratings?|reviews?|events?|clicks?|orders?|purchases?'],
  ['trust', 'trust|social|friends|friendships?'],
  ['items', 'items?|movies|books|products|catalog|catalogue'],
];

/** What a file of a data set is, by its name. */
export function partOf(name: string): Part {
  const says = (words: string) => new RegExp(`(^|[._-])(${words})([._-]|\\d|$)`, 'i').test(name);
  return PARTS.find(([, words]) => says(words))?.[0] ?? 'data';
}

/** A fresh source keeps how interactions are to be treated, but not how the last file was read. */
function blockFor(path: string): DataBlock {
  const { feedback, duplicates, filters } = draft.get().data ?? {};
  return {
    source: 'file',
    path,
    ...(feedback ? { feedback } : {}),
    ...(duplicates ? { duplicates } : {}),
    ...(filters ? { filters } : {}),
  };
}
