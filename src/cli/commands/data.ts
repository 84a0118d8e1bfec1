import { basename, resolve } from 'node:path';
import type { ExperimentInput } from '../../lab/experiment';
import type { Arguments } from '../arguments';
import { describeData } from '../describe-data';
import { readable, workingFolder } from '../local-files';
import { ProgressPrinter } from '../progress';
import { withSession } from '../with-session';

/** `data FILE`: what the reader makes of a file, without running anything. */
export async function dataCommand(args: Arguments): Promise<void> {
  const named = args.operand!;
  const from = args.data === null ? workingFolder : resolve(workingFolder, args.data);
  const path = await readable(resolve(from, named), named);
  const name = basename(path);
  const data: ExperimentInput['data'] = { source: 'file', path: name };

  const progress = new ProgressPrinter(args.language);
  // Nothing is computed on a device here, so none is looked for.
  const summary = await withSession({ ...args, backend: 'cpu' }, progress, (session) =>
    session.call('inspect', data, session.offer(new Map([[name, path]]))),
  );
  process.stdout.write(`${args.json ? JSON.stringify(summary) : describeData(summary)}\n`);
}
