import type { LearningCurvePoint } from '../../lab/learning-curve';
import type { ModelDescription } from '../../models/description';
import { say, t } from '../i18n';

/** What the points of a curve are drawn against. */
export const ALONG = ['value', 'seconds', 'parameters'] as const;
export type Along = (typeof ALONG)[number];

/** A setting that a learning curve can vary, and values that span its range. */
export interface Varied {
  readonly path: string;
  readonly label: string;
  readonly values: readonly number[];
}

/** Points of a range that is proposed. */
const POINTS = 5;
const EPOCHS: readonly number[] = [1, 2, 5, 10, 20, 40];

/** The settings of a model that a curve can go along: epochs, and every number with a range to search. */
export function variedBy(model: ModelDescription | null): readonly Varied[] {
  if (model === null) return [];
  const own = model.parameters.flatMap((parameter): Varied[] => {
    if ((parameter.kind !== 'integer' && parameter.kind !== 'number') || parameter.sweep === null) return [];
    const [low, high] = parameter.sweep;
    const values = spread(low, high, parameter.scale === 'log' && low > 0, parameter.kind === 'integer');
    return [{ path: `model.params.${parameter.name}`, label: say(parameter.label), values }];
  });
  const epochs = { path: 'training.epochs', label: t().curve.epochs, values: EPOCHS };
  return model.trained ? [epochs, ...own] : own;
}

/** Both ends and points between them, evenly by the scale. */
export function spread(low: number, high: number, log: boolean, whole: boolean): readonly number[] {
  const values = Array.from({ length: POINTS }, (_, i) => {
    const share = i / (POINTS - 1);
    const value = log ? low * (high / low) ** share : low + share * (high - low);
    return whole ? Math.round(value) : Number(value.toPrecision(3));
  });
  return [...new Set(values)];
}

/** The points that have a place on this axis, from left to right. */
export function placed(
  points: readonly LearningCurvePoint[],
  along: Along,
): readonly (readonly [x: number, point: LearningCurvePoint])[] {
  return points
    .flatMap((point) => {
      const x = point[along];
      return x === null ? [] : [[x, point] as const];
    })
    .sort(([a], [b]) => a - b);
}
