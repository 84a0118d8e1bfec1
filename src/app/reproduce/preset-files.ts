import type { Preset } from '../../lab/presets/preset';

/** Files by the path that presets name them with, relative to the folder of data sets. */
export type PresetFiles = ReadonlyMap<string, File>;

/** The presets that share data and protocol, in the lab's order. */
export function tablesOf(presets: readonly Preset[]): (readonly Preset[])[] {
  const tables = new Map<string, Preset[]>();
  for (const preset of presets) {
    const name = preset.name.split('/')[0] ?? preset.name;
    tables.set(name, [...(tables.get(name) ?? []), preset]);
  }
  return [...tables.values()];
}

/**
 * Which of the wanted files were given: a file from a folder by the end of its path, one by itself by its name, where
 * only one wanted file has it. Two data sets may both have a `train.txt`.
 */
export function matched(given: readonly File[], wanted: readonly string[]): Map<string, File> {
  const found = new Map<string, File>();
  for (const file of given) {
    const path = file.webkitRelativePath;
    const exact = wanted.filter((name) => path === name || path.endsWith(`/${name}`));
    const alike = wanted.filter((name) => name.split('/').at(-1) === file.name);
    const chosen =
      exact.length > 0 ? exact : path === '' && alike.length === 1 ? alike : byFolder(path, alike);
    for (const name of chosen) found.set(name, file);
  }
  return found;
}

/** A folder inside the data set's own, such as `ncf`, may have been chosen: the path ends as the wanted one does. */
function byFolder(path: string, alike: readonly string[]): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  const inside = alike.filter((name) => {
    const folders = name.split('/').slice(0, -1);
    return parts.length > 0 && folders.at(-1) === parts.at(-1);
  });
  return inside.length === 1 ? inside : [];
}
