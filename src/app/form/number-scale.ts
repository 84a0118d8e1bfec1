/** Positions of a slider are whole numbers from 0 to STEPS. */
export const STEPS = 200;

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
}

/** Where `value` stands on the slider, clamped to its ends. */
export function toPosition(value: number, { low, high, scale }: Scale): number {
  const share =
    scale === 'log'
      ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS);
}

/** The value at a position, rounded to two significant digits of the step (or to a whole number), so that it reads well. */
export function fromPosition(position: number, { low, high, scale }: Scale, whole: boolean): number {
  const share = position / STEPS;
  const exact = scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  if (position === 0) return low;
  if (position === STEPS) return high;
  const rounded = scale === 'log' ? Number(exact.toPrecision(2)) : roundTo(exact, (high - low) / STEPS);
  return whole ? Math.round(scale === 'log' && exact < 100 ? exact : rounded) : rounded;
}

function roundTo(value: number, step: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Number(value.toFixed(Math.min(digits, 12)));
}
