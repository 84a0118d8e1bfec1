import type { Operation, Scope } from '../backend';
import type { GruGatesSpec } from '../contracts';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/nn/gru-gates.wgsl`. */
export function gruGates(_scope: Scope, spec: GruGatesSpec): Operation {
  const { size, width, step, steps } = spec;
  const [input, recurrent, states, starts] = [
    dataOf(spec.input),
    dataOf(spec.recurrent),
    dataOf(spec.states),
    dataOf(spec.starts),
  ];
  const out = dataOf(spec.out);
  return new CpuOperation('gruGates', () => {
    for (let row = step * size; row < (step + 1) * size; row++) {
      const last = step + 1 === steps;
      const follows = !last && starts[row + size] === 0;
      for (let k = 0; k < width; k++) {
        const at = row * 3 * width + k;
        const own = row * width + k;
        const r = sigmoid(input[at]! + recurrent[at]!);
        const z = sigmoid(input[at + width]! + recurrent[at + width]!);
        const n = Math.tanh(input[at + 2 * width]! + r * recurrent[at + 2 * width]!);
        const h = (1 - z) * n + z * states[own]!;
        out[own] = h;
        if (!last) states[own + size * width] = follows ? h : 0;
      }
    }
  });
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
