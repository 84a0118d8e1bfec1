import { columnNames, type NamedField } from './column-names';
import { columnTwice, noColumn } from './errors';
import { parseRareNumber } from './numbers';
import { guessNotation, type TimeNotation } from './times';

export type ColumnReference = string | number;

/** Which column is what; a name or a position from 0. `null`: there is none, don't guess. */
export interface ColumnMapping {
  readonly user?: ColumnReference | undefined;
  readonly item?: ColumnReference | undefined;
  readonly rating?: ColumnReference | null | undefined;
  readonly timestamp?: ColumnReference | null | undefined;
}

/** Positions of the columns; −1 = none. */
export interface ResolvedColumns {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
  readonly timestamp: number;
  readonly notation: TimeNotation;
  /** Year, month, day (and the order within the day) in columns of their own, in place of one timestamp. */
  readonly dateParts: readonly number[] | null;
}

type Field = 'user' | 'item' | 'rating' | 'timestamp';

/** Lower case, letters and digits only, without RecBole's `:type`. */
export function plainName(name: string): string {
  return name
    .replace(/:(token|float|token_seq|float_seq)$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Position of the column that goes by one of the usual names of `field` and is not taken yet, or −1. */
export function findByName(
  header: readonly string[],
  field: NamedField,
  taken: ReadonlySet<number> = new Set(),
): number {
  const plain = header.map((name, position) => (taken.has(position) ? '' : plainName(name)));
  for (const name of columnNames[field]) {
    const position = plain.indexOf(name);
    if (position >= 0) return position;
  }
  return -1;
}

/** Whether any of the names is one that interaction logs use. */
export function knowsNames(header: readonly string[]): boolean {
  return (['user', 'item', 'rating', 'timestamp', 'title'] as const).some(
    (field) => findByName(header, field) >= 0,
  );
}

/**
 * Finds the columns by the given mapping, else by usual names, else (without a header) by position and by what the
 * sample rows look like. No column is two things: what is given is never guessed to be something else too. Throws
 * `ResearcherError` where user or item can't be found, a given column does not exist, or is given twice.
 */
export function resolveColumns(
  file: string,
  header: readonly string[] | null,
  samples: readonly (readonly string[])[],
  mapping: ColumnMapping,
): ResolvedColumns {
  const width = header?.length ?? Math.max(0, ...samples.map((row) => row.length));
  const labels = header ?? Array.from({ length: width }, (_, position) => String(position));
  const given = (field: Field): number | null => {
    const reference = mapping[field];
    if (reference === undefined) return null;
    if (reference === null) return -1;
    const position = typeof reference === 'number' ? reference : positionOf(labels, reference);
    if (position < 0 || position >= width) throw noColumn(file, field, reference, labels);
    return position;
  };
  const column = (position: number) => samples.map((row) => row[position] ?? '');
  const owner = new Map<number, Field>();
  const claimed = {
    user: given('user'),
    item: given('item'),
    rating: given('rating'),
    timestamp: given('timestamp'),
  };
  for (const field of ['user', 'item', 'timestamp', 'rating'] as const) {
    const position = claimed[field];
    if (position === null || position < 0) continue;
    const other = owner.get(position);
    if (other) throw columnTwice(file, labels[position]!, other, field);
    owner.set(position, field);
  }
  const taken = new Set(owner.keys());
  const claim = (field: Field): number => {
    const position =
      claimed[field] ??
      (header ? findByName(header, field, taken) : guessPosition(field, width, column, taken));
    if (position >= 0) taken.add(position);
    return position;
  };
  const user = claim('user');
  const item = claim('item');
  if (user < 0) throw noColumn(file, 'user', null, labels);
  if (item < 0) throw noColumn(file, 'item', null, labels);
  const timestamp = claim('timestamp');
  const rating = claim('rating');
  const dateParts = timestamp < 0 && mapping.timestamp === undefined && header ? findDateParts(header) : null;
  const notation = timestamp < 0 ? 'number' : (guessNotation(column(timestamp)) ?? 'number');
  return { user, item, rating, timestamp, notation, dateParts };
}

function positionOf(labels: readonly string[], name: string): number {
  const exact = labels.indexOf(name);
  return exact >= 0 ? exact : labels.map(plainName).indexOf(plainName(name));
}

/** Without a header: user, item, then a rating (small numbers) and a time (large numbers or dates), where they are. */
function guessPosition(
  field: Field,
  width: number,
  column: (position: number) => string[],
  taken: ReadonlySet<number>,
): number {
  const free = Array.from({ length: width }, (_, position) => position).filter(
    (position) => !taken.has(position),
  );
  if (field === 'user' || field === 'item') return free[0] ?? -1;
  const later = free.filter((position) => position > Math.min(...taken));
  const isTime = (position: number) => {
    const values = column(position);
    const notation = guessNotation(values);
    if (notation === null) return false;
    if (notation !== 'number') return true;
    const numbers = values.map(parseRareNumber).filter((value) => !Number.isNaN(value));
    return numbers.length > 0 && numbers.filter((value) => value > 1e8).length > numbers.length / 2;
  };
  if (field === 'timestamp') return later.find(isTime) ?? -1;
  const isNumber = (position: number) => {
    const values = column(position);
    return values.filter((value) => !Number.isNaN(parseRareNumber(value))).length > values.length / 2;
  };
  return later.find(isNumber) ?? -1;
}

function findDateParts(header: readonly string[]): number[] | null {
  const plain = header.map(plainName);
  const parts = ['year', 'month', 'day'].map((name) => plain.indexOf(name));
  if (parts.includes(-1)) return null;
  const order = plain.indexOf('order');
  return order < 0 ? parts : [...parts, order];
}
