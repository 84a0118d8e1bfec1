import type { Activation } from '../compute/activation';

/** Ratings as the output sees them: (rating − shift) / range. */
export interface RatingScale {
  readonly shift: number;
  readonly range: number;
}

/** So that the range of the output activation covers the ratings, or with `residual` what a bias model leaves over. */
export function scaleFor(
  activation: Activation,
  [low, high]: readonly [number, number],
  residual: boolean,
): RatingScale {
  const width = Math.max(high - low, 1e-6);
  const [least, greatest] = residual ? [-width, width] : [low, low + width];
  if (activation === 'sigmoid') return { shift: least, range: greatest - least };
  if (activation === 'tanh') return { shift: (least + greatest) / 2, range: (greatest - least) / 2 };
  return { shift: 0, range: 1 };
}

/** The output's bias with which an untrained network says about `mean`. */
export function startingBias(activation: Activation, mean: number, { shift, range }: RatingScale): number {
  const y = (mean - shift) / range;
  if (activation === 'sigmoid') return Math.log(Math.max(y, 1e-3) / Math.max(1 - y, 1e-3));
  if (activation === 'tanh') return Math.atanh(Math.max(-0.999, Math.min(0.999, y)));
  return y;
}
