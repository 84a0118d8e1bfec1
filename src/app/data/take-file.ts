import { openExperimentFile } from '../experiment/experiment-file';
import { dataFailure, keepFile, useData, type DataBlock } from '../state/data';
import { draft, setValue } from '../state/experiment';
import { go } from '../state/navigation';

/**
 * Takes what was dropped or chosen. An experiment goes into the form; anything else is data. Of several files the one
 * whose name says `test` becomes the test part of a predefined split, so that `u1.base` and `u1.test` arrive together.
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
  const data = given.find((file) => partOf(file.name) === 'data') ?? only;
  if (!data) return;
  for (const file of given) keepFile(file);
  const taken = await useData(blockFor(data.name));
  if (!taken) return;
  const test = given.find((file) => partOf(file.name) === 'test' && file !== data);
  const validation = given.find((file) => partOf(file.name) === 'validation' && file !== data);
  if (test) {
    setValue('split', {
      protocol: 'predefined',
      testPath: test.name,
      ...(validation ? { validationPath: validation.name } : {}),
    });
  } else if (draft.get().split?.protocol === 'predefined') {
    // The test file belonged to the data before.
    setValue('split', { protocol: 'random' });
  }
}

/** What a file of a published split is, by its name. */
export function partOf(name: string): 'data' | 'test' | 'validation' {
  if (/(^|[._-])test([._-]|\d|$)/i.test(name)) return 'test';
  return /(^|[._-])(valid(ation)?|dev)([._-]|\d|$)/i.test(name) ? 'validation' : 'data';
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
