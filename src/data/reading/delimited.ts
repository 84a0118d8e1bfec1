import type { RejectionReason, SourceDescription } from '../interactions';
import { ColumnBuilder } from './builder';
import { ByteIds } from './byte-ids';
import type { ResolvedColumns } from './columns';
import type { Layout } from './detect';
import { quotes } from './detect';
import { FieldSplitter } from './fields';
import { findItemColumns, ItemCollector } from './item-columns';
import { parseNumber } from './numbers';
import { retailRule, type RowRule } from './online-retail';
import { RejectionCollector } from './rejections';
import type { TextReader } from './text-table';
import { parsePlainDate, parseTime } from './times';

interface Problem {
  readonly reason: RejectionReason;
  readonly column: number | null;
}

/** Reads delimited rows straight from bytes: no string is made but for a new id, a date, or a rejected row. */
export class DelimitedReader implements TextReader {
  readonly rejections = new RejectionCollector();
  readonly columns: SourceDescription['columns'];
  readonly #users = new ByteIds();
  readonly #items = new ByteIds();
  readonly #fields: FieldSplitter;
  readonly #builder: ColumnBuilder;
  readonly #collector: ItemCollector | null;
  readonly #rule: RowRule | null;
  #headerPending: boolean;

  constructor(
    readonly layout: Layout,
    readonly resolved: ResolvedColumns,
    file: string,
  ) {
    this.#fields = new FieldSplitter(layout.delimiter, quotes(layout.format));
    this.#headerPending = layout.header;
    const itemColumns = findItemColumns(layout.headerFields);
    this.#collector = itemColumns && new ItemCollector(itemColumns);
    this.#rule = layout.format === 'online-retail' ? retailRule(file, layout.headerFields ?? []) : null;
    const timed = resolved.timestamp >= 0 || resolved.dateParts !== null;
    const numeric = resolved.timestamp >= 0 && resolved.notation === 'number';
    this.#builder = new ColumnBuilder(resolved.rating >= 0, timed, numeric);
    const name = (position: number) => (position < 0 ? null : (layout.headerFields?.[position] ?? position));
    const parts = resolved.dateParts?.map((position) => name(position)).join(', ');
    this.columns = {
      user: name(resolved.user),
      item: name(resolved.item),
      rating: name(resolved.rating),
      timestamp: parts ?? name(resolved.timestamp),
    };
  }

  get length(): number {
    return this.#builder.length;
  }

  line(bytes: Uint8Array, start: number, end: number, number: number): boolean {
    if (end === start) return false;
    const count = this.#fields.split(bytes, start, end);
    if (count < 0) return true;
    if (this.#headerPending) {
      this.#headerPending = false;
      return false;
    }
    const problem = this.#row(bytes, count);
    if (problem) {
      const column = problem.column === null ? null : this.#label(problem.column);
      this.rejections.rejectBytes(problem.reason, number, column, bytes, start, end);
    }
    return false;
  }

  /** Takes the row in, or says what is wrong with it. */
  #row(bytes: Uint8Array, count: number): Problem | null {
    const { starts, ends } = this.#fields;
    const { user, item, rating, timestamp, dateParts } = this.resolved;
    const { width } = this.layout;
    if (count < width) return { reason: 'too-few-fields', column: null };
    const trailingBlank = count === width + 1 && starts[width] === ends[width];
    if (count > width && !trailingBlank) return { reason: 'too-many-fields', column: null };
    const broken = this.#rule?.check(bytes, this.#fields);
    if (broken) return broken;
    if (starts[user] === ends[user]) return { reason: 'empty-user', column: user };
    if (starts[item] === ends[item]) return { reason: 'empty-item', column: item };
    const value = rating < 0 ? 0 : parseNumber(bytes, starts[rating]!, ends[rating]!);
    if (Number.isNaN(value)) return { reason: 'rating-not-a-number', column: rating };
    const time = timestamp < 0 && !dateParts ? 0 : this.#time(bytes);
    if (Number.isNaN(time)) {
      return {
        reason: 'timestamp-not-a-number',
        column: timestamp < 0 ? (dateParts?.[0] ?? null) : timestamp,
      };
    }
    const endOfUser = this.#rule ? this.#rule.endOfUser(bytes, this.#fields) : ends[user]!;
    const userCode = this.#users.add(bytes, starts[user]!, endOfUser);
    const itemCode = this.#items.add(bytes, starts[item]!, ends[item]!);
    this.#builder.add(userCode, itemCode, value, time);
    if (this.#collector && !this.#collector.knows(itemCode)) {
      this.#collector.add(itemCode, (position) => this.#fields.text(bytes, position));
    }
    return null;
  }

  unterminated(bytes: Uint8Array, start: number, end: number, number: number): void {
    this.rejections.rejectBytes('missing-quote', number, null, bytes, start, end);
  }

  tooLong(bytes: Uint8Array, number: number): void {
    this.rejections.rejectBytes('line-too-long', number, null, bytes, 0, bytes.length);
  }

  finish() {
    const items = this.#items.index();
    return {
      ...this.#builder.finish(this.#users.index(), items),
      itemMetadata: this.#collector?.finish(items.ids) ?? null,
    };
  }

  #time(bytes: Uint8Array): number {
    const { starts, ends } = this.#fields;
    const { timestamp, notation, dateParts } = this.resolved;
    if (dateParts) {
      const [year, month, day, order = 0] = dateParts.map((at) => parseNumber(bytes, starts[at]!, ends[at]!));
      return Date.UTC(year!, month! - 1, day) / 1000 + order;
    }
    if (notation === 'number') return parseNumber(bytes, starts[timestamp]!, ends[timestamp]!);
    if (notation === 'ymd') {
      const plain = parsePlainDate(bytes, starts[timestamp]!, ends[timestamp]!);
      if (!Number.isNaN(plain)) return plain;
    }
    return parseTime(this.#fields.text(bytes, timestamp), notation);
  }

  #label(position: number): string {
    return this.layout.headerFields?.[position] ?? String(position);
  }
}
