import type { ParameterValue } from './record';

/** One swept parameter, seen from the unit interval. */
export interface Dimension {
  readonly path: string;
  /** Listed values, or null for a range of numbers. */
  readonly values: readonly ParameterValue[] | null;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly integer: boolean;
  readonly steps: number | null;
}

/** The value at `unit` in [0, 1); both ends of a range of whole numbers get their full share. */
export function valueOf(dimension: Dimension, unit: number): ParameterValue {
  const { values, low, high, log, integer } = dimension;
  if (values) return values[Math.min(values.length - 1, Math.floor(unit * values.length))];
  const [from, to] = integer ? [low - 0.5, high + 0.5] : [low, high];
  const start = log ? Math.log(Math.max(from, integer ? 0.5 : from)) : from;
  const end = log ? Math.log(to) : to;
  const value = start + unit * (end - start);
  const plain = log ? Math.exp(value) : value;
  if (integer) return Math.min(high, Math.max(low, Math.round(plain)));
  return Math.min(high, Math.max(low, Number(plain.toPrecision(6))));
}

/** Where a value lies in [0, 1]: the middle of its share where it has one. */
export function unitOf(dimension: Dimension, value: ParameterValue): number {
  const { values, low, high, log, integer } = dimension;
  if (values) return (indexOf(values, value) + 0.5) / values.length;
  const [from, to] = integer ? [low - 0.5, high + 0.5] : [low, high];
  const scale = (x: number) => (log ? Math.log(Math.max(x, integer ? 0.5 : x)) : x);
  const [start, end] = [scale(from), scale(to)];
  return end > start ? Math.min(1, Math.max(0, (scale(Number(value)) - start) / (end - start))) : 0.5;
}

/** Position of a listed value; lists and objects are equal by content. */
export function indexOf(values: readonly ParameterValue[], value: ParameterValue): number {
  const text = JSON.stringify(value);
  return values.findIndex((one) => JSON.stringify(one) === text);
}
