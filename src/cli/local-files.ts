import { access, constants, readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { ResearcherError } from '../errors';
import { parseJson } from '../lab/json';

/** Where the user stood when npm, which moves to the project's root, was called. */
export const workingFolder = process.env['INIT_CWD'] ?? process.cwd();

export interface JsonFile {
  readonly content: unknown;
  /** Where relative paths in it begin unless `--data` says otherwise. */
  readonly folder: string;
  readonly name: string;
}

/** Reads a JSON file, or the standard input for "-". Throws `ResearcherError` with line and column. */
export async function readJsonFile(path: string): Promise<JsonFile> {
  if (path === '-') {
    const text = await textOf(process.stdin);
    return { content: parseJson(text, 'standard input'), folder: workingFolder, name: 'standard input' };
  }
  const full = await readable(resolve(workingFolder, path), path);
  const text = (await readFile(full, 'utf8')).replace(/^\uFEFF/, '');
  return { content: parseJson(text, path), folder: dirname(full), name: basename(path) };
}

/** A file's full path. Throws `ResearcherError` `data.file-missing` where it is no readable file. */
export async function readable(full: string, named: string, path?: string): Promise<string> {
  const state = await stat(full).catch(() => null);
  const open =
    state?.isFile() &&
    (await access(full, constants.R_OK).then(
      () => true,
      () => false,
    ));
  if (open) return full;
  const why = state === null ? 'does not exist' : state.isFile() ? 'may not be read' : 'is no file';
  const zh = state === null ? '不存在' : state.isFile() ? '无法读取' : '不是文件';
  throw new ResearcherError(
    'data.file-missing',
    {
      en: `${full} ${why}. Check the path, or give its folder with --data.`,
      zh: `${full} ${zh}。请检查路径，或用 --data 指定所在目录。`,
    },
    { file: named, ...(path === undefined ? {} : { path }) },
  );
}

/** Paths on this machine by the path that an experiment names. */
export type LocalFiles = ReadonlyMap<string, string>;

/** Finds the files that an experiment (or a space, or a stream) names; relative ones begin at `folder`. */
export async function localFiles(json: unknown, folder: string): Promise<LocalFiles> {
  const files = new Map<string, string>();
  for (const { value, path } of namedFiles(json)) {
    if (!files.has(value)) files.set(value, await readable(resolve(folder, value), value, path));
  }
  return files;
}

const PLACES: readonly (readonly string[])[] = [
  ['data', 'path'],
  ['data', 'itemsPath'],
  ['data', 'trustPath'],
  ['split', 'testPath'],
  ['split', 'validationPath'],
  ['evaluation', 'candidates', 'listPath'],
];

/** Every file path in the JSON, also inside an `experiment` that it wraps. */
function namedFiles(json: unknown): { value: string; path: string }[] {
  const found: { value: string; path: string }[] = [];
  for (const place of [...PLACES, ...PLACES.map((path) => ['experiment', ...path])]) {
    const value = place.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      json,
    );
    if (typeof value === 'string' && value !== '') found.push({ value, path: place.join('.') });
  }
  return found;
}
