import code from '../../../../shaders/nn/product.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { ProductSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const kernel = new Kernel('product', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/nn/product.wgsl`. */
export function product(scope: Scope, { a, b, out, rows, width }: ProductSpec): Operation {
  const shape = [rows, width, ...[a, b ?? a, out].flatMap(({ stride, column }) => [stride, column])];
  return kernel.prepare(
    scope as GpuScope,
    gridFor(rows * width, WORKGROUP_SIZE),
    [a.tensor, (b ?? a).tensor, out.tensor],
    uniforms(...[...shape, Number(b === undefined)].map((value) => ['u32', value] as const)),
  );
}
