import type { InteractionTable, SourceDescription } from './interactions';
import { resolveColumns, type ColumnMapping } from './reading/columns';
import { DelimitedReader } from './reading/delimited';
import { detectLayout, type DataFormat, type Layout } from './reading/detect';
import { guessEncoding, looksBinary, Utf8Converter, type Encoding } from './reading/encoding';
import { binaryFile, brokenArchive, emptyFile, nothingReadable } from './reading/errors';
import { JsonLinesReader } from './reading/jsonl';
import { LineSplitter } from './reading/lines';
import { ListReader } from './reading/lists';
import { openSource, sha256OfBlob, type OpenedSource } from './reading/open';
import { readParquet } from './reading/parquet';
import { rejectionTexts } from './reading/rejections';
import type { TextReader } from './reading/text-table';

export type { ColumnMapping, ColumnReference } from './reading/columns';
export type { DataFormat } from './reading/detect';
export { rejectionTexts } from './reading/rejections';

/** How to read a file. Everything but the format is guessed where it is left out. */
export interface ReadOptions {
  readonly format: DataFormat;
  readonly columns?: ColumnMapping | undefined;
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly encoding?: 'utf-8' | 'gb18030' | 'latin1' | undefined;
}

export interface ReadHooks {
  /** Bytes (of a Parquet file: rows) done; `total` is `done` where it is not known. */
  report(done: number, total: number): void;
  /** Called at least every 2 MiB; may reject to stop reading. */
  checkpoint(): Promise<unknown>;
}

const headSize = 1 << 18;
const pause = 1 << 20;

/**
 * Reads an interaction log of any supported format, plain or in .gz or .zip (`archive.zip/member` names a member, else
 * the largest is read), piece by piece: memory holds the columns, not the text. Rows that can't be read are kept in
 * `rejected`. Throws `ResearcherError` where the file as a whole can't be read, or no row of it.
 */
export async function readInteractions(
  source: Blob,
  name: string,
  options: ReadOptions,
  hooks: ReadHooks,
): Promise<InteractionTable> {
  const opened = await openSource(source, name);
  if (opened.blob && (await isParquet(opened.blob, options.format))) {
    await opened.bytes.cancel();
    const { description, ...table } = await readParquet(
      opened.blob,
      opened.name,
      options.columns ?? {},
      hooks,
    );
    const sha256 = await sha256OfBlob(source, hooks.checkpoint);
    const about = { name: opened.name, format: 'parquet', encoding: null, delimiter: null, sha256 };
    return { ...table, source: { ...about, ...description } };
  }
  const { reader, about } = await readText(opened, options, hooks);
  const rejected = reader.rejections.result();
  if (reader.length === 0) {
    const [first] = rejected.rows;
    throw nothingReadable(
      opened.name,
      rejected.count,
      first ? { ...first, reason: rejectionTexts[first.reason] } : null,
    );
  }
  const sha256 = await sha256OfBlob(source, hooks.checkpoint);
  return { ...reader.finish(), rejected, source: { ...about, columns: reader.columns, sha256 } };
}

type About = Omit<SourceDescription, 'columns' | 'sha256'>;

async function readText(
  opened: OpenedSource,
  options: ReadOptions,
  hooks: ReadHooks,
): Promise<{ reader: TextReader; about: About }> {
  const input = opened.bytes.getReader();
  const next = async (): Promise<Uint8Array | null> => {
    try {
      const { done, value } = await input.read();
      return done ? null : value;
    } catch {
      throw brokenArchive(opened.name);
    }
  };
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    let complete = false;
    while (length < headSize && !complete) {
      const piece = await next();
      if (piece === null) complete = true;
      else {
        pieces.push(piece);
        length += piece.length;
      }
    }
    if (length === 0) throw emptyFile(opened.name);
    const head = joined(pieces, length);
    const encoding = options.encoding ?? guessEncoding(head);
    if (looksBinary(head, encoding)) throw binaryFile(opened.name);
    const text = new TextDecoder(encoding).decode(head);
    if (text.trim() === '' && complete) throw emptyFile(opened.name);
    const { reader, about } = makeReader(text, complete, opened.name, options, encoding);
    await pump(reader, pieces, complete ? async () => null : next, encoding, opened.size, hooks);
    return { reader, about };
  } finally {
    await input.cancel().catch(() => undefined);
  }
}

async function pump(
  reader: TextReader,
  pieces: Uint8Array[],
  next: () => Promise<Uint8Array | null>,
  encoding: Encoding,
  size: number | null,
  hooks: ReadHooks,
): Promise<void> {
  const lines = new LineSplitter(reader);
  const converter = new Utf8Converter(encoding);
  let done = 0;
  let paused = 0;
  for (;;) {
    const piece = pieces.shift() ?? (await next());
    if (piece === null) break;
    lines.push(converter.convert(piece));
    done += piece.length;
    if (done - paused >= pause) {
      paused = done;
      hooks.report(done, size ?? done);
      await hooks.checkpoint();
    }
  }
  lines.push(converter.finish());
  lines.finish();
  hooks.report(done, size ?? done);
}

function makeReader(
  head: string,
  complete: boolean,
  file: string,
  options: ReadOptions,
  encoding: Encoding,
): { reader: TextReader; about: About } {
  const layout = detectLayout(head, complete, file, options);
  const about = {
    name: file,
    format: layout.format,
    encoding,
    delimiter: layout.delimiter,
    header: layout.headerFields,
    preview: layout.samples.slice(0, 20).map((row) => row.slice(0, 50)),
  };
  switch (layout.format) {
    case 'jsonl': {
      const reader = new JsonLinesReader(head, file, options.columns ?? {});
      return { reader, about: { ...about, delimiter: null, header: reader.names, preview: reader.preview } };
    }
    case 'user-sequences':
    case 'user-item-lists':
      return {
        reader: new ListReader(layout.format === 'user-sequences'),
        about: { ...about, header: null },
      };
    default:
      return { reader: delimited(layout, file, options.columns ?? {}), about };
  }
}

function delimited(layout: Layout, file: string, mapping: ColumnMapping): DelimitedReader {
  return new DelimitedReader(
    layout,
    resolveColumns(file, layout.headerFields, layout.samples, mapping),
    file,
  );
}

async function isParquet(blob: Blob, format: DataFormat): Promise<boolean> {
  if (format !== 'auto' && format !== 'parquet') return false;
  return (await blob.slice(0, 4).text()) === 'PAR1';
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const result = new Uint8Array(length);
  let filled = 0;
  for (const piece of pieces) {
    result.set(piece, filled);
    filled += piece.length;
  }
  return result;
}
