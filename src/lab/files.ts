import { ResearcherError } from '../errors';

/** A file and an identity that survives the way into the worker, where every Blob arrives as a new object. */
export interface IdentifiedFile {
  readonly key: string;
  readonly blob: Blob;
}

/** Files by the path that an experiment names them with. */
export type IdentifiedFiles = Readonly<Record<string, IdentifiedFile>>;

/** The file named `path`: by that very path, else by its last part. Throws `ResearcherError` `data.file-missing`. */
export function fileAt(files: IdentifiedFiles, path: string, place: string): IdentifiedFile {
  const exact = files[path];
  if (exact) return exact;
  const alike = Object.keys(files).filter((name) => lastPart(name) === lastPart(path));
  const only = alike.length === 1 ? files[alike[0]!] : undefined;
  if (only) return only;
  throw new ResearcherError(
    'data.file-missing',
    {
      en: `The experiment names the file “${path}”, which was not given. Drop it on the page, or give its folder with --data.`,
      zh: `实验使用的文件“${path}”尚未提供。请将它拖放到页面，或用 --data 指定所在目录。`,
    },
    { file: path, path: place },
  );
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
