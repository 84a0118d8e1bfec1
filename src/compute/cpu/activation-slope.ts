import { LEAKY_SLOPE, type Activation } from '../activation';

const ROOT = Math.sqrt(2 / Math.PI);

/** f′ from y = f(z); for gelu, which cannot be undone, from z itself. The meaning of `shaders/nn/activation-slope.wgsl`. */
export function slope(activation: Activation, y: number): number {
  switch (activation) {
    case 'identity':
      return 1;
    case 'relu':
      return y > 0 ? 1 : 0;
    case 'leaky-relu':
      return y > 0 ? 1 : LEAKY_SLOPE;
    case 'gelu': {
      const t = Math.tanh(ROOT * (y + 0.044715 * y ** 3));
      return 0.5 * (1 + t) + 0.5 * y * (1 - t * t) * ROOT * (1 + 3 * 0.044715 * y * y);
    }
    case 'sigmoid':
      return y * (1 - y);
    case 'tanh':
      return 1 - y * y;
    case 'softplus':
      return -Math.expm1(-y);
  }
}
