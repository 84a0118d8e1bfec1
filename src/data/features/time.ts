import type { Csr } from '../dataset';
import type { FeatureBlock, FeatureEntry } from './feature-table';

const weekdays = [
  { en: 'Monday', zh: '星期一' },
  { en: 'Tuesday', zh: '星期二' },
  { en: 'Wednesday', zh: '星期三' },
  { en: 'Thursday', zh: '星期四' },
  { en: 'Friday', zh: '星期五' },
  { en: 'Saturday', zh: '星期六' },
  { en: 'Sunday', zh: '星期日' },
];

/** The day is cut into six parts of four hours: finer ones are empty for most users. */
const HOURS = 4;
const hours = Array.from({ length: 24 / HOURS }, (_, part) => {
  const text = `${part * HOURS}:00 – ${(part + 1) * HOURS}:00`;
  return { en: text, zh: text };
});

/** Part of the day (UTC) of a time in Unix seconds, from 0. */
export function partOfDay(seconds: number): number {
  return Math.floor(modulo(seconds, 86_400) / 3600 / HOURS);
}

/** Day of the week (UTC), from 0 = Monday; 1 January 1970 was a Thursday. */
export function dayOfWeek(seconds: number): number {
  return modulo(Math.floor(seconds / 86_400) + 3, 7);
}

/** The share of each row's interactions that fall into each part of the day, or on each day of the week. */
export function timeShares(
  group: 'hour' | 'weekday',
  { rows, offsets, timestamps }: Pick<Csr, 'rows' | 'offsets' | 'timestamps'>,
): FeatureBlock {
  const names = group === 'hour' ? hours : weekdays;
  const place = group === 'hour' ? partOfDay : dayOfWeek;
  return {
    columns: names.map((name) => ({ group, name })),
    rows: Array.from({ length: rows }, (_, row): FeatureEntry[] => {
      const counts = new Float64Array(names.length);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) counts[place(timestamps![p]!)]!++;
      const all = offsets[row + 1]! - offsets[row]!;
      return [...counts.entries()].filter(([, n]) => n > 0).map(([column, n]) => [column, n / all]);
    }),
  };
}

function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}
