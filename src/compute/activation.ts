/**
 * Activations that kernels fuse into their last step, in the order of their numbers in `shaders/linalg/activation.wgsl`.
 * `gelu` is the tanh form (Hendrycks & Gimpel 2016), `leaky-relu` has slope 0.01 below zero (Maas et al. 2013).
 */
export const ACTIVATIONS = ['identity', 'relu', 'leaky-relu', 'gelu', 'sigmoid', 'tanh', 'softplus'] as const;

export type Activation = (typeof ACTIVATIONS)[number];

/** The number that `override activation` takes in WGSL. */
export function activationIndex(activation: Activation = 'identity'): number {
  return ACTIVATIONS.indexOf(activation);
}

export const LEAKY_SLOPE = 0.01;

/** f(x) in f64. */
export function activate(activation: Activation, x: number): number {
  switch (activation) {
    case 'identity':
      return x;
    case 'relu':
      return Math.max(x, 0);
    case 'leaky-relu':
      return x > 0 ? x : LEAKY_SLOPE * x;
    case 'gelu':
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'tanh':
      return Math.tanh(x);
    case 'softplus':
      // log(1 + eˣ) without overflow
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
