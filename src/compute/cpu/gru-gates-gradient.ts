import type { Operation, Scope } from '../backend';
import type { GruGatesGradientSpec } from '../contracts';
import { sigmoid } from './gru-gates';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/gru-gates-gradient.wgsl`. */
export function gruGatesGradient(_scope: Scope, spec: GruGatesGradientSpec): Operation {
  const { size, width, step, steps } = spec;
  const [input, recurrent, states, starts] = [
    dataOf(spec.input),
    dataOf(spec.recurrent),
    dataOf(spec.states),
    dataOf(spec.starts),
  ];
  const [gradient, carry] = [dataOf(spec.gradient), dataOf(spec.carry)];
  return new CpuOperation('gruGatesGradient', () => {
    for (let b = 0; b < size; b++) {
      const row = step * size + b;
      const follows = step + 1 < steps && starts[row + size] === 0;
      for (let k = 0; k < width; k++) {
        const at = row * 3 * width + k;
        const own = row * width + k;
        const g = gradient[own]! + (follows ? carry[b * width + k]! : 0);
        const c = recurrent[at + 2 * width]!;
        const r = sigmoid(input[at]! + recurrent[at]!);
        const z = sigmoid(input[at + width]! + recurrent[at + width]!);
        const n = Math.tanh(input[at + 2 * width]! + r * c);
        const ofCandidate = g * (1 - z) * (1 - n * n);
        const ofReset = ofCandidate * c * r * (1 - r);
        const ofUpdate = g * (states[own]! - n) * z * (1 - z);
        input[at] = recurrent[at] = ofReset;
        input[at + width] = recurrent[at + width] = ofUpdate;
        input[at + 2 * width] = ofCandidate;
        recurrent[at + 2 * width] = ofCandidate * r;
        carry[b * width + k] = g * z;
      }
    }
  });
}
