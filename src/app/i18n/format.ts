import type { Language } from '../../language';
import { language } from '../state/settings';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = LOCALES[language.get()];
  const key = locale + JSON.stringify(options);
  const known = cache.get(key) ?? new Intl.NumberFormat(locale, options);
  cache.set(key, known);
  return known as Intl.NumberFormat;
}

/** At most four significant digits (or as asked); very small and very large values in scientific notation. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    return value.toExponential(Math.max(0, digits - 2)).replace('-', '−');
  }
  if (Number.isInteger(value)) return formatCount(value);
  return numbers({ maximumSignificantDigits: size >= 10 ** digits ? 15 : digits, maximumFractionDigits: 20 })
    .format(size >= 10 ** digits ? Math.round(value) : value)
    .replace('-', '−');
}

/** A metric: four decimals, so that columns line up. */
export function formatMetric(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  return numbers({ minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value).replace('-', '−');
}

/** A whole number with thousands separators. */
export function formatCount(value: number): string {
  return numbers({ maximumFractionDigits: 0 }).format(value).replace('-', '−');
}

/** 12.3k, 4.5M; in Chinese 1.2万. For rates and axes, where room is short. */
export function formatCompact(value: number): string {
  return numbers({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** A share of one as a percentage with three significant digits, or as asked. */
export function formatPercent(share: number, digits = 3): string {
  return numbers({ style: 'percent', maximumSignificantDigits: digits }).format(share);
}

/** Seconds as `0.35 s`, `12 s`, `3:05`, `1:02:09`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${numbers({ maximumSignificantDigits: seconds < 10 ? 2 : 3 }).format(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Bytes in binary units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${numbers({ maximumSignificantDigits: 3 }).format(bytes / 1024 ** power)} ${units[power]}`;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = LOCALES[language.get()];
  const key = `date ${locale}${JSON.stringify(options)}`;
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locale, options);
  cache.set(key, known);
  return known as Intl.DateTimeFormat;
}

/** Unix seconds as a day, in UTC, as logs are. */
export function formatDay(seconds: number): string {
  return dates({ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(seconds * 1000);
}

/** Unix seconds as a day and minute, in UTC, as logs are. */
export function formatMoment(seconds: number): string {
  return dates({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(seconds * 1000);
}

/** An ISO time as a local day and minute. */
export function formatWhen(iso: string): string {
  return dates({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** An ISO time as the local time of day. */
export function formatClock(iso: string): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  );
}
