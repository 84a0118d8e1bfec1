import type { InteractionTable, SourceDescription } from './interactions';
import { resolveColumns, type ColumnMapping } from './reading/columns';
import { DelimitedReader } from './reading/delimited';
import { detectLayout, type DataFormat } from './reading/detect';
import { nothingReadable } from './reading/errors';
import { JsonLinesReader } from './reading/jsonl';
import { ListReader } from './reading/lists';
import { openSource, sha256OfBlob } from './reading/open';
import { readParquet } from './reading/parquet';
import { rejectionTexts } from './reading/rejections';
import { readText, type TextHead } from './reading/text';
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
  /** Called between pieces of about 1 MiB; may reject to stop reading. */
  checkpoint(): Promise<unknown>;
}

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
    const sha256 = await sha256OfBlob(source, () => hooks.checkpoint());
    const about = { name: opened.name, format: 'parquet', encoding: null, delimiter: null, sha256 };
    return { ...table, source: { ...about, ...description } };
  }
  let about: About | null = null;
  const reader = await readText(
    opened,
    options.encoding,
    (head) => {
      const chosen = chooseReader(head, opened.name, options);
      about = chosen.about;
      return chosen.reader;
    },
    hooks,
  );
  const rejected = reader.rejections.result();
  if (reader.length === 0) {
    const [first] = rejected.rows;
    throw nothingReadable(
      opened.name,
      rejected.count,
      first ? { ...first, reason: rejectionTexts[first.reason] } : null,
    );
  }
  const sha256 = await sha256OfBlob(source, () => hooks.checkpoint());
  return { ...reader.finish(), rejected, source: { ...about!, columns: reader.columns, sha256 } };
}

type About = Omit<SourceDescription, 'columns' | 'sha256'>;

function chooseReader(
  head: TextHead,
  file: string,
  options: ReadOptions,
): { reader: TextReader; about: About } {
  const layout = detectLayout(head.text, head.complete, file, options);
  const mapping = options.columns ?? {};
  const about = {
    name: file,
    format: layout.format,
    encoding: head.encoding,
    delimiter: layout.delimiter,
    header: layout.headerFields,
    preview: layout.samples.slice(0, 20).map((row) => row.slice(0, 50)),
  };
  switch (layout.format) {
    case 'jsonl': {
      const reader = new JsonLinesReader(head.text, file, mapping);
      return { reader, about: { ...about, delimiter: null, header: reader.names, preview: reader.preview } };
    }
    case 'user-sequences':
    case 'user-item-lists':
      return {
        reader: new ListReader(layout.format === 'user-sequences'),
        about: { ...about, header: null },
      };
    case 'csv':
    case 'tsv':
    case 'movielens-tab':
    case 'movielens-dat':
    case 'recbole-inter':
    case 'online-retail': {
      const columns = resolveColumns(file, layout.headerFields, layout.samples, mapping);
      return { reader: new DelimitedReader(layout, columns, file), about };
    }
  }
}

async function isParquet(blob: Blob, format: DataFormat): Promise<boolean> {
  if (format !== 'auto' && format !== 'parquet') return false;
  return (await blob.slice(0, 4).text()) === 'PAR1';
}
