import type { DataSummary } from '../lab/api';
import { renderTable } from './table';

/** Rejected rows shown; the JSON has up to a thousand. */
const REJECTED_SHOWN = 20;

/** What the reader saw, for a terminal: how the file was understood, counts, the first rows, the rejected ones. */
export function describeData({ source, statistics, rejected }: DataSummary): string {
  const mapped = Object.entries(source.columns).map(([field, column]) => `${field}=${column ?? 'none'}`);
  const facts: string[][] = [
    ['file', source.name],
    ['format', [source.format, source.encoding, delimiter(source.delimiter)].filter(Boolean).join(', ')],
    ['columns', mapped.join(', ')],
    ['sha256', source.sha256],
    ['users', whole(statistics.users)],
    ['items', whole(statistics.items)],
    ['interactions', whole(statistics.interactions)],
    ['density', `${(statistics.density * 100).toPrecision(3)} %`],
  ];
  const { ratings, time } = statistics;
  if (ratings)
    facts.push(
      ['mean rating', ratings.mean.toFixed(4)],
      ['ratings', ratings.counts.map(([value, count]) => `${value}: ${whole(count)}`).join(', ')],
    );
  if (time) facts.push(['time', `${isoDate(time.first)} to ${isoDate(time.last)}`]);
  const reasons = Object.entries(rejected.byReason).map(([reason, count]) => `${reason}: ${whole(count)}`);
  facts.push(['rejected rows', [whole(rejected.count), ...reasons].join(', ')]);

  const width = Math.max(...facts.map(([name]) => name!.length));
  const lines = facts.map(([name, value]) => `${name!.padEnd(width)}  ${value}`);
  const preview = source.header ? [source.header, ...source.preview] : source.preview;
  lines.push('', 'first rows', renderTable(preview.map((row) => ['', ...row])));
  if (rejected.count > 0) {
    const shown = rejected.rows.slice(0, REJECTED_SHOWN);
    lines.push('', `rejected (the first ${shown.length})`);
    for (const { line, column, reason, text } of shown)
      lines.push(`  line ${line}${column === null ? '' : `, column ${column}`}: ${reason}: ${text}`);
  }
  return lines.join('\n');
}

function whole(value: number): string {
  return value.toLocaleString('en');
}

function delimiter(text: string | null): string {
  return text === null ? '' : text === '\t' ? 'tab' : `"${text}"`;
}

function isoDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 10);
}
