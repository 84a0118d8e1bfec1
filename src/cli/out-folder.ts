import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ResearcherError } from '../errors';
import { workingFolder } from './local-files';

/** Makes the folder of `--out` before any work is done, so that a long run does not end in front of a closed door. */
export async function outFolder(named: string): Promise<string> {
  const folder = resolve(workingFolder, named);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ResearcherError('command-line.invalid', {
      en: `--out: ${folder} cannot be made or written (${why}). Choose another folder.`,
      zh: `--out：无法创建或写入 ${folder}（${why}）。请选择其他目录。`,
    });
  }
  return folder;
}
