import { resolve } from 'node:path';
import { checkExperiment } from '../../lab/check';
import { defaultExperiment } from '../../lab/default-experiment';
import type { ExperimentInput } from '../../lab/experiment';
import { renderTable } from '../table';
import type { Arguments } from '../arguments';
import { localFiles, readJsonFile, workingFolder, type JsonFile } from '../local-files';
import { outFolder } from '../out-folder';
import { ProgressPrinter } from '../progress';
import { ARTEFACTS, writeResults } from '../results';
import { summaryOf } from '../summary';
import { withSession } from '../with-session';

/** `run`: one experiment from its file to its record, on stdout or in a folder. */
export async function runCommand(args: Arguments): Promise<void> {
  const { content, folder } = await readExperiment(args.operand);
  // What can be known to be wrong is told before a browser starts.
  checkExperiment(content);
  const experiment = content as ExperimentInput;
  const data = args.data === null ? folder : resolve(workingFolder, args.data);
  const files = await localFiles(experiment, data);
  const out = args.out === null ? null : await outFolder(args.out);

  const progress = new ProgressPrinter(args.language);
  const { record, artefacts } = await withSession(args, progress, async (session) =>
    session.call(
      'run',
      experiment,
      session.offer(files),
      out === null ? null : session.server.accept(out, ARTEFACTS),
    ),
  );
  const written = out === null ? [] : [...(await writeResults(record, out, args.language)), ...artefacts];
  if (args.json) process.stdout.write(`${JSON.stringify(record)}\n`);
  else process.stdout.write(`${renderTable(summaryOf(record))}\n`);
  if (out !== null) progress.say(`${out}: ${written.join(', ')}`);
}

async function readExperiment(operand: string | null): Promise<JsonFile> {
  return operand === null
    ? { content: defaultExperiment, folder: workingFolder, name: 'built-in' }
    : readJsonFile(operand);
}
