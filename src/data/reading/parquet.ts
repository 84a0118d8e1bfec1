import type { InteractionTable, SourceDescription } from '../interactions';
import type { TextHooks } from './text';
import { resolveColumns, type ColumnMapping } from './columns';
import { brokenParquet, nothingReadable } from './errors';
import { asText, RecordReader } from './records';
import { rejectionTexts } from './rejections';

type Description = Pick<SourceDescription, 'header' | 'columns' | 'preview'>;

const sampleSize = 200;

/**
 * Reads the mapped columns of a Parquet file, a row group at a time; columns that nobody asked for are not decoded
 * (and stay empty in the preview). The library loads when it is first needed.
 */
export async function readParquet(
  blob: Blob,
  file: string,
  mapping: ColumnMapping,
  hooks: TextHooks,
): Promise<Omit<InteractionTable, 'source'> & { description: Description }> {
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = {
    byteLength: blob.size,
    slice: (start: number, end?: number) => blob.slice(start, end).arrayBuffer(),
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch {
      throw brokenParquet(file);
    }
  };
  const metadata = await guarded(() => parquetMetadataAsync(buffer));
  const names = parquetSchema(metadata).children.map((child) => child.element.name);
  const byName = resolveColumns(file, names, [], mapping);
  const wanted = [byName.user, byName.item, byName.rating, byName.timestamp].filter(
    (position) => position >= 0,
  );
  const columns = wanted.map((position) => names[position]!);

  const readGroup = async (
    rowStart: number,
    rowEnd: number,
  ): Promise<(position: number, row: number) => unknown> => {
    const values = names.map((): unknown[] => []);
    await guarded(() =>
      parquetRead({
        file: buffer,
        metadata,
        compressors,
        columns,
        rowStart,
        rowEnd,
        onChunk: (chunk) => {
          const target = values[names.indexOf(chunk.columnName)]!;
          const first = chunk.rowStart - rowStart;
          for (let index = 0; index < chunk.columnData.length; index++)
            target[first + index] = chunk.columnData[index];
        },
      }),
    );
    return (position, row) => values[position]![row];
  };

  const total = Number(metadata.num_rows);
  let reader: RecordReader | null = null;
  let preview: string[][] = [];
  let start = 0;
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows);
    const value = await readGroup(start, start + count);
    if (reader === null) {
      const samples = Array.from({ length: Math.min(sampleSize, count) }, (_, row) =>
        names.map((_name, position) => asText(value(position, row))),
      );
      preview = samples.slice(0, 20);
      reader = new RecordReader(names, resolveColumns(file, names, samples, mapping));
    }
    for (let row = 0; row < count; row++) {
      reader.add(
        (position) => value(position, row),
        start + row + 1,
        () => wanted.map((position) => asText(value(position, row))).join(', '),
      );
    }
    start += count;
    hooks.report(start, total);
    await hooks.checkpoint();
  }
  const rejected = reader?.rejections.result();
  if (!reader || !rejected || reader.length === 0) {
    const first = rejected?.rows[0];
    const reason = first ? { ...first, reason: rejectionTexts[first.reason] } : null;
    throw nothingReadable(file, rejected?.count ?? 0, reason);
  }
  return { ...reader.finish(), rejected, description: { header: names, columns: reader.columns, preview } };
}
