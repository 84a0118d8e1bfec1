import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ReplayRecord } from '../../lab/replay/record';
import { ResearcherError } from '../../errors';
import { parseReplay } from '../../lab/replay/run';
import type { ReplayInput } from '../../lab/replay/schema';
import { htmlOf } from '../../report/html';
import { markdownOf } from '../../report/markdown';
import { composeReplay, renderCurvesSvg, renderSeriesCsv } from '../../report/replay';
import type { Arguments } from '../arguments';
import { localFiles, readJsonFile, workingFolder } from '../local-files';
import { outFolder } from '../out-folder';
import { ProgressPrinter } from '../progress';
import { renderTable } from '../table';
import { withSession } from '../with-session';

/** `replay`: models that learn from a stream, from the stream's file to their record, on stdout or in a folder. */
export async function replayCommand(args: Arguments): Promise<void> {
  const { content, folder } = await readJsonFile(args.operand!);
  // What can be known to be wrong is told before a browser starts.
  const { stream } = parseReplay(content);
  if (stream.source === 'endless' && stream.limit === null) throw withoutEnd();
  const files = await localFiles(content, args.data === null ? folder : resolve(workingFolder, args.data));
  const out = args.out === null ? null : await outFolder(args.out);
  const progress = new ProgressPrinter(args.language);
  const record = await withSession(args, progress, (session) =>
    session.call('replay', content as ReplayInput, session.offer(files)),
  );
  if (out !== null) {
    const report = composeReplay(record, args.language);
    const results = {
      'replay.json': `${JSON.stringify(record, null, 2)}\n`,
      'report.html': htmlOf(report),
      'report.md': markdownOf(report),
      'series.csv': renderSeriesCsv(record),
      'curves.svg': renderCurvesSvg(record, args.language),
    };
    for (const [name, text] of Object.entries(results)) await writeFile(join(out, name), text);
    progress.say(`${out}: ${Object.keys(results).join(', ')}`);
  }
  process.stdout.write(args.json ? `${JSON.stringify(record)}\n` : `${renderTable(summaryOf(record))}\n`);
}

function withoutEnd(): ResearcherError {
  return new ResearcherError(
    'replay.no-end',
    {
      en: 'The store goes on for ever, so the command line needs an end: set stream.limit to a number of events.',
      zh: '模拟商店永不停止，命令行需要一个终点：请将 stream.limit 设为事件数。',
    },
    { path: 'stream.limit' },
  );
}

/** A row a model: its figures and how long it took to answer and to learn. */
function summaryOf(record: ReplayRecord): string[][] {
  const metrics = [...new Set(record.models.flatMap((model) => Object.keys(model.metrics)))];
  const milliseconds = (value: number | null) => (value === null ? '' : `${Number(value.toPrecision(3))} ms`);
  return [
    ['', ...metrics, 'recommend p99', 'update p99'],
    ...record.models.map(({ key, metrics: figures, latencies }) => [
      key,
      ...metrics.map((name) => figures[name]?.toFixed(4) ?? ''),
      milliseconds(latencies.recommend.p99),
      milliseconds(latencies.update.p99),
    ]),
  ];
}
