import type { InteractionTable, SourceDescription } from '../interactions';
import { resolveColumns, type ColumnMapping } from './columns';
import { brokenParquet, nothingReadable } from './errors';
import type { ReadHooks } from '../read';
import { asText, RecordReader } from './records';
import { rejectionTexts } from './rejections';

const batch = 65_536;

/** Reads the mapped columns of a Parquet file, a batch of rows at a time. The library loads when it is first needed. */
export async function readParquet(
  blob: Blob,
  file: string,
  mapping: ColumnMapping,
  hooks: ReadHooks,
): Promise<
  Omit<InteractionTable, 'source'> & {
    description: Pick<SourceDescription, 'header' | 'columns' | 'preview'>;
  }
> {
  const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = {
    byteLength: blob.size,
    slice: (start: number, end?: number) => blob.slice(start, end).arrayBuffer(),
  };
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch {
      throw brokenParquet(file);
    }
  };
  const metadata = await guarded(parquetMetadataAsync(buffer));
  const names = parquetSchema(metadata).children.map((child) => child.element.name);
  const total = Number(metadata.num_rows);
  const rows = (start: number, end: number, columns?: string[]) =>
    guarded(
      parquetReadObjects({
        file: buffer,
        metadata,
        compressors,
        rowStart: start,
        rowEnd: end,
        ...(columns && { columns }),
      }),
    );
  const head = await rows(0, Math.min(200, total));
  const samples = head.map((row) => names.map((name) => asText(row[name])));
  const resolved = resolveColumns(file, names, samples, mapping);
  const reader = new RecordReader(names, resolved);
  const wanted = [resolved.user, resolved.item, resolved.rating, resolved.timestamp]
    .filter((position) => position >= 0)
    .map((position) => names[position]!);
  for (let start = 0; start < total; start += batch) {
    const end = Math.min(start + batch, total);
    const objects = await rows(start, end, wanted);
    objects.forEach((row, index) =>
      reader.add(
        (position) => row[names[position]!],
        start + index + 1,
        () => asText(row),
      ),
    );
    hooks.report(end, total);
    await hooks.checkpoint();
  }
  const rejected = reader.rejections.result();
  if (reader.length === 0) {
    const [first] = rejected.rows;
    throw nothingReadable(
      file,
      rejected.count,
      first ? { ...first, reason: rejectionTexts[first.reason] } : null,
    );
  }
  return {
    ...reader.finish(),
    rejected,
    description: { header: names, columns: reader.columns, preview: samples.slice(0, 20) },
  };
}
