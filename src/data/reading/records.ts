import type { RejectionReason, SourceDescription } from '../interactions';
import { IdCollector } from '../id-index';
import { ColumnBuilder } from './builder';
import type { ResolvedColumns } from './columns';
import { parseRareNumber } from './numbers';
import { RejectionCollector } from './rejections';
import { parseTime } from './times';

/** Rows that come as values, not as bytes: JSON Lines and Parquet. */
export class RecordReader {
  readonly rejections = new RejectionCollector();
  readonly columns: SourceDescription['columns'];
  readonly #users = new IdCollector();
  readonly #items = new IdCollector();
  readonly #builder: ColumnBuilder;

  constructor(
    readonly names: readonly string[],
    readonly resolved: ResolvedColumns,
  ) {
    const { rating, timestamp, notation } = resolved;
    this.#builder = new ColumnBuilder(rating >= 0, timestamp >= 0, notation === 'number');
    const name = (position: number) => (position < 0 ? null : (names[position] ?? null));
    this.columns = {
      user: name(resolved.user),
      item: name(resolved.item),
      rating: name(rating),
      timestamp: name(timestamp),
    };
  }

  get length(): number {
    return this.#builder.length;
  }

  /** One row; `value(position)` is the value of a column. `text` is what a rejected row shows. */
  add(value: (position: number) => unknown, line: number, text: () => string): void {
    const { user, item, rating, timestamp, notation } = this.resolved;
    const reject = (reason: RejectionReason, position: number) =>
      this.rejections.reject(reason, line, this.names[position] ?? null, text());
    const userId = asId(value(user));
    if (userId === '') return reject('empty-user', user);
    const itemId = asId(value(item));
    if (itemId === '') return reject('empty-item', item);
    const stars = rating < 0 ? 0 : asNumber(value(rating));
    if (Number.isNaN(stars)) return reject('rating-not-a-number', rating);
    const raw = timestamp < 0 ? 0 : value(timestamp);
    const time =
      raw instanceof Date
        ? raw.getTime() / (notation === 'number' ? 1 : 1000)
        : typeof raw === 'string' && notation !== 'number'
          ? parseTime(raw, notation)
          : asNumber(raw);
    if (Number.isNaN(time)) return reject('timestamp-not-a-number', timestamp);
    this.#builder.add(this.#users.add(userId), this.#items.add(itemId), stars, time);
  }

  finish() {
    return this.#builder.finish(this.#users.index(), this.#items.index());
  }
}

function asId(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return '';
}

function asNumber(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NaN;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? parseRareNumber(value) : NaN;
}

/** A value as a sample for guessing and for the preview. */
export function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return value === null ? '' : JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return typeof value === 'string' ? value : '';
}
