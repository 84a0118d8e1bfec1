import type { Operation, Scope } from '../backend';
import type { RowGradientsSpec } from '../contracts';
import { forTouchedRows } from './embedding-rows';
import { CpuOperation, dataOf } from './tensor';

/** The meaning of `shaders/optim/row-gradients.wgsl`. */
export function rowGradients(_scope: Scope, spec: RowGradientsSpec): Operation {
  const { width } = spec;
  const out = dataOf(spec.out);
  return new CpuOperation('rowGradients', () => {
    out.fill(0);
    forTouchedRows(spec, (_row, gradient, place) => out.set(gradient, place * width));
  });
}
