import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ResearcherError } from '../../errors';
import type { Language } from '../../language';
import { presets, VERDICTS, type Preset } from '../../lab/presets';
import type { Reproduction } from '../../lab/reproduce';
import { unknownName } from '../../lab/schema-errors';
import type { Arguments } from '../arguments';
import { localFiles, workingFolder } from '../local-files';
import { ProgressPrinter } from '../progress';
import { renderTable } from '../table';
import { withSession } from '../with-session';

/**
 * `reproduce`: published set-ups, each figure judged. A name may be a row (`ml-100k-mcrec/ease`) or a table
 * (`ml-100k-mcrec`); without one, every row whose files are in `--data` runs.
 */
export async function reproduceCommand(args: Arguments): Promise<void> {
  const folder = resolve(workingFolder, args.data ?? process.env['COFILTER_DATASETS'] ?? '.');
  const present = (preset: Preset) => preset.files.every((file) => existsSync(join(folder, file)));
  const wanted = presetsNamed(args.operand);
  // Who names a row wants to hear that its file is not there; who names none takes what there is.
  const chosen = args.operand === null ? wanted.filter(present) : wanted;
  const files = await Promise.all(chosen.map((preset) => localFiles(preset.experiment, folder)));

  const progress = new ProgressPrinter(args.language);
  for (const preset of wanted.filter((one) => !chosen.includes(one)))
    progress.say(`${preset.name}: not run, ${folder} does not hold ${preset.files.join(', ')}`);
  if (chosen.length === 0) throw nothingToReproduce(folder);

  const reproductions = await withSession(args, progress, async (session) => {
    const done: Reproduction[] = [];
    for (const [i, preset] of chosen.entries()) {
      progress.say(`${preset.name} (${i + 1} of ${chosen.length})`);
      done.push(await session.call('reproduce', preset.name, session.offer(files[i]!)));
    }
    return done;
  });
  process.stdout.write(
    args.json
      ? `${JSON.stringify(reproductions)}\n`
      : `${renderTable(rowsOf(reproductions, args.language))}\n`,
  );
}

function presetsNamed(name: string | null): readonly Preset[] {
  if (name === null) return presets;
  const found = presets.filter((preset) => preset.name === name || preset.name.startsWith(`${name}/`));
  if (found.length > 0) return found;
  const known = presets.map((preset) => preset.name);
  throw new ResearcherError('reproduce.unknown-preset', unknownName(name, known));
}

function nothingToReproduce(folder: string): ResearcherError {
  return new ResearcherError('data.file-missing', {
    en: `${folder} holds none of the data sets. Give their folder with --data.`,
    zh: `${folder} 中没有任何数据集。请用 --data 指定其所在目录。`,
  });
}

/** A row a figure: published, recomputed, ours, and what that means. */
function rowsOf(reproductions: readonly Reproduction[], language: Language): string[][] {
  const number = (value: number | null) => value?.toFixed(4) ?? '–';
  return [
    ['', 'metric', 'published', 'recomputed', 'ours', ''],
    ...reproductions.flatMap(({ preset, figures }) =>
      figures.map((figure) => [
        preset.name,
        figure.metric,
        number(figure.published),
        number(figure.recomputed),
        number(figure.ours),
        VERDICTS[figure.verdict][language],
      ]),
    ),
  ];
}
