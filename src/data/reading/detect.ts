import { knowsNames, plainName } from './columns';
import { unknownFormat } from './errors';
import { FieldSplitter } from './fields';
import { parseRareNumber } from './numbers';

export type DataFormat =
  | 'auto'
  | 'movielens-tab'
  | 'movielens-dat'
  | 'csv'
  | 'tsv'
  | 'jsonl'
  | 'recbole-inter'
  | 'parquet'
  | 'online-retail'
  | 'user-sequences'
  | 'user-item-lists';

/** What the first lines say about a text file. */
export interface Layout {
  readonly format: Exclude<DataFormat, 'auto' | 'parquet'>;
  readonly delimiter: string;
  readonly header: boolean;
  /** The sample lines as fields, header left out. */
  readonly samples: readonly (readonly string[])[];
  readonly headerFields: readonly string[] | null;
  /** Fields that a row has as a rule. */
  readonly width: number;
}

export interface LayoutOptions {
  readonly format: DataFormat;
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
}

const candidates = ['::', '\t', ',', ';', '|', ' '];
const sampleSize = 200;

/** Reads the layout off the beginning of a file; options win over guesses. Throws `ResearcherError` where it can't. */
export function detectLayout(head: string, complete: boolean, file: string, options: LayoutOptions): Layout {
  const all = head.split(/\r?\n/, 4 * sampleSize);
  const lines = (complete || all.length < 2 ? all : all.slice(0, -1))
    .filter((line) => line.trim() !== '')
    .slice(0, sampleSize);
  const first = lines[0];
  if (first === undefined) throw unknownFormat(file);
  const format = options.format === 'auto' ? guessFormat(lines, options) : options.format;
  if (format === null || format === 'parquet') throw unknownFormat(file);
  const delimiter = options.delimiter ?? fixedDelimiter(format) ?? bestDelimiter(lines)?.delimiter ?? ',';
  const rows = cut(lines, delimiter, quotes(format));
  const header = options.header ?? (format.startsWith('movielens') ? false : hasHeader(rows));
  const samples = header ? rows.slice(1) : rows;
  return {
    format,
    delimiter,
    header,
    samples,
    headerFields: header ? (rows[0] ?? null) : null,
    width: header ? rows[0]!.length : commonest(samples.map((row) => row.length)).value,
  };
}

/** Only where a stray quote can't be part of the text. */
export function quotes(format: Layout['format']): boolean {
  return format === 'csv' || format === 'tsv' || format === 'online-retail';
}

function guessFormat(lines: readonly string[], options: LayoutOptions): Layout['format'] | null {
  const first = lines[0]!;
  if (/^\s*\{/.test(first)) return 'jsonl';
  if (/^\(\S+?,\S+?\)[\t ]/.test(first)) return 'user-item-lists';
  if (options.delimiter !== undefined) return options.delimiter === '\t' ? 'tsv' : 'csv';
  const best = bestDelimiter(lines);
  if (best === null || (best.share < 0.8 && (best.delimiter === ' ' || best.delimiter === '\t'))) {
    if (areLists(lines)) return 'user-item-lists';
    return best && best.share >= 0.5 ? tabular(best.delimiter) : null;
  }
  if (best.share < 0.5) return null;
  const rows = cut(lines, best.delimiter, true);
  const [header = []] = rows;
  if (header.some((name) => /:(token|float)(_seq)?$/.test(name))) return 'recbole-inter';
  const plain = header.map(plainName);
  const isInvoice = ['invoiceno', 'invoice'].some((name) => plain.includes(name));
  if (isInvoice && plain.includes('stockcode') && plain.includes('quantity')) return 'online-retail';
  if (best.delimiter === '::') return 'movielens-dat';
  const numeric = rows
    .slice(0, 20)
    .every((row) => row.every((value) => !Number.isNaN(parseRareNumber(value))));
  if (best.width > 8 && numeric && !hasHeader(rows)) return 'user-item-lists';
  if (best.delimiter === '\t' && best.width === 4 && numeric && !hasHeader(rows)) return 'movielens-tab';
  return tabular(best.delimiter);
}

function tabular(delimiter: string): 'csv' | 'tsv' {
  return delimiter === '\t' ? 'tsv' : 'csv';
}

function fixedDelimiter(format: Layout['format']): string | null {
  const fixed: Partial<Record<Layout['format'], string>> = {
    'movielens-tab': '\t',
    'movielens-dat': '::',
    tsv: '\t',
    'recbole-inter': '\t',
    jsonl: '\t',
  };
  return fixed[format] ?? null;
}

/** The delimiter by which most sample lines have the same number (two or more) of fields; the likelier first. */
function bestDelimiter(lines: readonly string[]): { delimiter: string; share: number; width: number } | null {
  let best: { delimiter: string; share: number; width: number } | null = null;
  for (const delimiter of candidates) {
    const { value: width, share } = commonest(cut(lines, delimiter, true).map((row) => row.length));
    if (width >= 2 && (best === null || share > best.share + 0.05)) best = { delimiter, share, width };
  }
  return best;
}

/** Lines of plain words, more than one in most. */
function areLists(lines: readonly string[]): boolean {
  const plain = lines.filter((line) => /^[^\s"',;]+([ \t]+[^\s"',;]+)*\s*$/.test(line));
  const longer = plain.filter((line) => /[ \t]\S/.test(line));
  return plain.length > 0.9 * lines.length && longer.length > 0.5 * lines.length;
}

function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (!first || first.some((value) => !Number.isNaN(parseRareNumber(value)))) return false;
  if (knowsNames(first)) return true;
  return rest.length > 0 && rest.every((row) => row.some((value) => !Number.isNaN(parseRareNumber(value))));
}

/** The fields of each record; a record goes on in the next line while a quote is open. */
function cut(lines: readonly string[], delimiter: string, quoting: boolean): string[][] {
  const splitter = new FieldSplitter(delimiter, quoting);
  const rows: string[][] = [];
  for (let at = 0; at < lines.length; at++) {
    let bytes = encoder.encode(lines[at]);
    let count = splitter.split(bytes, 0, bytes.length);
    for (let next = at + 1; count < 0 && next < Math.min(lines.length, at + longestRecord); next++) {
      bytes = encoder.encode(lines.slice(at, next + 1).join('\n'));
      count = splitter.split(bytes, 0, bytes.length);
      if (count >= 0) at = next;
    }
    if (count >= 0) rows.push(splitter.texts(bytes, count));
  }
  return rows;
}

/** Lines that a record may span in the sample; prose with a stray quote must not take quadratic time. */
const longestRecord = 10;
const encoder = new TextEncoder();

function commonest(values: readonly number[]): { value: number; share: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value = 0, count = 0] = [...counts].reduce(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [0, 0],
  );
  return { value, share: values.length ? count / values.length : 0 };
}
