import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SweepRecord } from '../../lab/sweep/record';
import type { SweepInput } from '../../lab/sweep/schema';
import { trialsCsv, valueText } from '../../report/trials';
import type { Arguments } from '../arguments';
import { localFiles, readJsonFile, workingFolder } from '../local-files';
import { outFolder } from '../out-folder';
import { ProgressPrinter } from '../progress';
import { ARTEFACTS, writeResults } from '../results';
import { summaryOf } from '../summary';
import { renderTable } from '../table';
import { withSession } from '../with-session';

/** `sweep`: the setting that is best on the validation part, measured on the test part once. */
export async function sweepCommand(args: Arguments): Promise<void> {
  const { content, folder } = await readJsonFile(args.operand!);
  const files = await localFiles(content, args.data === null ? folder : resolve(workingFolder, args.data));
  const out = args.out === null ? null : await outFolder(args.out);

  const progress = new ProgressPrinter(args.language);
  const { record, artefacts } = await withSession(args, progress, (session) =>
    session.call(
      'sweep',
      content as SweepInput,
      session.offer(files),
      out === null ? null : session.server.accept(out, ARTEFACTS),
    ),
  );
  if (out !== null) {
    const written = ['sweep.json', 'trials.csv'];
    await writeFile(join(out, 'sweep.json'), `${JSON.stringify(record, null, 2)}\n`);
    await writeFile(join(out, 'trials.csv'), trialsCsv(record.trials));
    // The best setting's run on the test part has the same reports as any other run.
    if (record.test) written.push(...(await writeResults(record.test, out, args.language)), ...artefacts);
    progress.say(`${out}: ${written.join(', ')}`);
  }
  process.stdout.write(args.json ? `${JSON.stringify(record)}\n` : `${describe(record)}\n`);
}

function describe(record: SweepRecord): string {
  const best = record.trials.find(({ number }) => number === record.best);
  const lines = [`${record.trials.length} trials`];
  if (best) {
    lines.push(`best on the validation part: trial ${best.number}, ${best.score}`);
    for (const [path, value] of Object.entries(best.parameters)) {
      const share = record.importance[path];
      const importance =
        share === undefined ? '' : ` (explains ${Math.round(share * 100)} % of the variance)`;
      lines.push(`  ${path} = ${valueText(value)}${importance}`);
    }
  }
  if (record.test) lines.push('', 'on the test part', renderTable(summaryOf(record.test)));
  return lines.join('\n');
}
