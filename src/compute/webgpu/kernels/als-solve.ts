import code from '../../../../shaders/models/als-solve.wgsl?raw';
import type { Operation, Scope } from '../../backend';
import type { AlsSolveSpec } from '../../contracts';
import { gridFor, Kernel, uniforms } from '../kernel';
import { sequence, type GpuScope } from '../scope';

const WORKGROUP_SIZE = 64;
const gramKernel = new Kernel('alsGram', code, { workgroupSize: WORKGROUP_SIZE });
const solveKernel = new Kernel('alsSolve', code, { workgroupSize: WORKGROUP_SIZE });

/** See `shaders/models/als-solve.wgsl`. */
export function alsSolve(scope: Scope, spec: AlsSolveSpec): Operation {
  const { rows, tile, matrix, width } = spec;
  const shape = uniforms(['u32', tile], ['u32', width], ['f32', spec.alpha]);
  const scratch = scope.tensor('f32', tile * width * (width + 1), 'normal equations');
  const blocks = width / 4;
  const perRow = (blocks * (blocks + 1)) / 2 + blocks;
  return sequence('alsSolve', [
    gramKernel.prepare(
      scope as GpuScope,
      gridFor(tile * perRow, WORKGROUP_SIZE),
      [rows, scratch, matrix.offsets, matrix.indices, matrix.values, spec.factors, spec.gram, spec.ridge],
      shape,
    ),
    solveKernel.prepare(scope as GpuScope, gridFor(tile, WORKGROUP_SIZE), [rows, scratch, spec.out], shape),
  ]);
}
