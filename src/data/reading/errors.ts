import { ResearcherError } from '../../errors';

export function emptyFile(file: string): ResearcherError {
  return new ResearcherError(
    'data.empty-file',
    {
      en: 'The file is empty. Choose a file with one interaction a line.',
      zh: '文件为空。请选择每行一条交互记录的文件。',
    },
    { file },
  );
}

export function binaryFile(file: string): ResearcherError {
  return new ResearcherError(
    'data.binary-file',
    {
      en: 'This is not a text file. Cofilter reads delimited text, JSON Lines and Parquet, plain or in .zip and .gz.',
      zh: '这不是文本文件。Cofilter 可以读取分隔文本、JSON Lines 和 Parquet，也可以读取 .zip 与 .gz 中的这些文件。',
    },
    { file },
  );
}

export function unsupportedArchive(file: string, kind: string): ResearcherError {
  return new ResearcherError(
    'data.unsupported-archive',
    {
      en: `This is ${kind}, which cannot be opened here. Unpack it (or save it as CSV) and drop the file inside.`,
      zh: `无法打开此类文件（${kind}）。请先解压（或另存为 CSV），再拖入其中的文件。`,
    },
    { file },
  );
}

export function nestedArchive(file: string): ResearcherError {
  return new ResearcherError(
    'data.nested-archive',
    {
      en: 'An archive inside an archive is not opened. Unpack the outer one and drop the inner one.',
      zh: '不会打开压缩包中的压缩包。请解开外层，再拖入内层文件。',
    },
    { file },
  );
}

export function brokenArchive(file: string): ResearcherError {
  return new ResearcherError(
    'data.broken-archive',
    {
      en: 'The compressed file is damaged or incomplete. Download it again.',
      zh: '压缩文件已损坏或不完整，请重新下载。',
    },
    { file },
  );
}

export function brokenParquet(file: string): ResearcherError {
  return new ResearcherError(
    'data.broken-parquet',
    {
      en: 'The Parquet file is damaged or uses an encoding that cannot be read. Write it anew, or as CSV.',
      zh: 'Parquet 文件已损坏，或使用了无法读取的编码。请重新写出，或改用 CSV。',
    },
    { file },
  );
}

export function noMember(file: string, members: readonly string[]): ResearcherError {
  const list = members.slice(0, 10).join(', ');
  return new ResearcherError(
    'data.no-member',
    {
      en: `The archive has no readable file of that name. It holds: ${list || 'nothing readable'}.`,
      zh: `压缩包中没有可读取的同名文件。其中有：${list || '没有可读取的文件'}。`,
    },
    { file },
  );
}

export function noColumn(
  file: string,
  field: string,
  given: string | number | null,
  header: readonly string[],
): ResearcherError {
  const list = header.slice(0, 20).join(', ');
  const named = given === null ? '' : ` "${given}"`;
  return new ResearcherError(
    given === null ? 'data.columns-unknown' : 'data.no-column',
    {
      en: `There is no ${field} column${named}. The columns are: ${list}. Map one of them to ${field}.`,
      zh: `找不到 ${field} 列${given === null ? '' : `“${given}”`}。现有的列：${list}。请将其中一列映射为 ${field}。`,
    },
    { file, line: 1, column: given === null ? field : String(given) },
  );
}

export function columnTwice(file: string, column: string, first: string, second: string): ResearcherError {
  return new ResearcherError(
    'data.column-twice',
    {
      en: `Column "${column}" is given as ${first} and as ${second}. Map each column to one thing.`,
      zh: `列“${column}”同时被指定为 ${first} 和 ${second}。请让每一列只对应一种含义。`,
    },
    { file, line: 1, column },
  );
}

export function nothingReadable(
  file: string,
  rejected: number,
  first: { line: number; column: string | null; reason: { en: string; zh: string } } | null,
): ResearcherError {
  if (first === null) return emptyFile(file);
  return new ResearcherError(
    'data.no-rows',
    {
      en: `None of ${rejected} rows could be read: ${first.reason.en}. Check the format and the column mapping.`,
      zh: `${rejected} 行均无法读取：${first.reason.zh}。请检查格式与列映射。`,
    },
    { file, line: first.line, ...(first.column === null ? {} : { column: first.column }) },
  );
}

export function unknownFormat(file: string): ResearcherError {
  return new ResearcherError(
    'data.unknown-format',
    {
      en: 'The file does not look like an interaction log: no delimiter parts its lines into user and item. Choose the format and delimiter by hand.',
      zh: '文件看起来不像交互日志：没有分隔符能把各行分成用户与物品。请手动选择格式与分隔符。',
    },
    { file, line: 1 },
  );
}
