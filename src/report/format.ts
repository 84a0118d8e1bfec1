/** At most four significant digits; `–` for what is not a number. */
export function significant(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude >= 15 || magnitude < -6) return value.toExponential(digits - 1);
  return value.toFixed(Math.max(0, Math.min(12, digits - 1 - magnitude)));
}

/** A metric: four decimals, as papers print them, or four significant digits beyond 10. */
export function metricValue(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Math.abs(value) < 10 ? value.toFixed(4) : significant(value);
}

/** Whole numbers in groups of three. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

export function seconds(value: number): string {
  if (value < 1) return `${significant(value * 1000, 3)} ms`;
  if (value < 120) return `${significant(value, 3)} s`;
  const minutes = Math.floor(value / 60);
  return minutes < 120
    ? `${minutes} min ${Math.round(value - minutes * 60)} s`
    : `${significant(value / 3600, 3)} h`;
}

export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : significant(value, 3)} ${units[unit]}`;
}
