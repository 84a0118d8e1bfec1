import { resolveColumns, type ColumnMapping } from './columns';
import { asText, RecordReader } from './records';
import type { TextReader } from './text-table';
import { decodeUtf8 } from './utf8';

/** One JSON object a line. Columns are keys; the first lines tell which there are. */
export class JsonLinesReader implements TextReader {
  readonly names: readonly string[];
  readonly preview: readonly (readonly string[])[];
  readonly #records: RecordReader;

  constructor(head: string, file: string, mapping: ColumnMapping) {
    const objects = head
      .split(/\r?\n/)
      .slice(0, 200)
      .map(parseObject)
      .filter((object) => object !== null);
    this.names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
    const samples = objects.map((object) => this.names.map((name) => asText(object[name])));
    this.preview = samples.slice(0, 20);
    this.#records = new RecordReader(this.names, resolveColumns(file, this.names, samples, mapping));
  }

  get length(): number {
    return this.#records.length;
  }

  get rejections() {
    return this.#records.rejections;
  }

  get columns() {
    return this.#records.columns;
  }

  line(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    const text = decodeUtf8(bytes, start, end);
    if (text.trim() === '') return false;
    const object = parseObject(text);
    if (object === null) this.rejections.reject('not-json', number, null, text);
    else
      this.#records.add(
        (position) => object[this.names[position]!],
        number,
        () => text,
      );
    return false;
  }

  unterminated(): void {
    throw new Error('JSON Lines records never span lines');
  }

  tooLong(bytes: Uint8Array, number: number): void {
    this.rejections.rejectBytes('line-too-long', number, null, bytes, 0, bytes.length);
  }

  finish() {
    return this.#records.finish();
  }
}

/** The object that the text is, or null. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
