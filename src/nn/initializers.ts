import type { Random } from '../compute/random';

/**
 * How a parameter starts, by the published name:
 * - `glorot-uniform`, `glorot-normal`: variance 2/(fanIn + fanOut) (Glorot & Bengio 2010)
 * - `he-uniform`, `he-normal`: variance 2/fanIn (He et al. 2015)
 * - `lecun-uniform`, `lecun-normal`: variance 1/fanIn (LeCun et al. 1998)
 * - `normal` with a mean of 0 and this deviation, `uniform` in ±bound, `constant`
 */
export type Initializer =
  | `${'glorot' | 'he' | 'lecun'}-${'uniform' | 'normal'}`
  | { readonly normal: number }
  | { readonly uniform: number }
  | { readonly constant: number };

/** Fills `target` with starting values. @param fanIn, fanOut numbers that flow into and out of one unit */
export function initialize(
  target: Float32Array,
  initializer: Initializer,
  [fanIn, fanOut]: readonly [number, number],
  random: Random,
): void {
  if (typeof initializer === 'object') {
    if ('constant' in initializer) target.fill(initializer.constant);
    else if ('normal' in initializer) random.fillNormal(target, 0, initializer.normal);
    else random.fillUniform(target, -initializer.uniform, initializer.uniform);
    return;
  }
  const [family, shape] = initializer.split('-') as ['glorot' | 'he' | 'lecun', 'uniform' | 'normal'];
  const variance = { glorot: 2 / (fanIn + fanOut), he: 2 / fanIn, lecun: 1 / fanIn }[family];
  // A uniform number in ±b has variance b²/3.
  if (shape === 'uniform') random.fillUniform(target, -Math.sqrt(3 * variance), Math.sqrt(3 * variance));
  else random.fillNormal(target, 0, Math.sqrt(variance));
}

/** The usual choice for what follows the layer: He for the half-open ones, Glorot for the rest. */
export function initializerFor(activation: string): Initializer {
  return ['relu', 'leaky-relu', 'gelu'].includes(activation) ? 'he-normal' : 'glorot-uniform';
}
