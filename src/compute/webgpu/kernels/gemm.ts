import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import operandsCode from '../../../../shaders/linalg/gemm-operands.wgsl?raw';
import tiledCode from '../../../../shaders/linalg/gemm-tiled.wgsl?raw';
import rowCode from '../../../../shaders/linalg/gemm-row.wgsl?raw';
import wideCode from '../../../../shaders/linalg/gemm-wide.wgsl?raw';
import blockCode from '../../../../shaders/linalg/gemm.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { GemmSpec } from '../../contracts';
import { type Grid, Kernel, uniforms } from '../kernel';
import type { GpuScope } from '../scope';
import { type KernelFamily, Tuning } from '../tune';

interface GemmVariant {
  /** By activation. */
  readonly kernels: readonly Kernel[];
  /** Rows and columns of the product that a workgroup makes. */
  readonly height: number;
  readonly width: number;
}

/**
 * @param perInvocation rows and columns that an invocation makes
 * @param workgroup invocations of a workgroup, down and across
 */
function variant(code: string, perInvocation: Size, workgroup: Size): GemmVariant {
  const [workgroupHeight, workgroupWidth] = workgroup;
  return {
    kernels: ACTIVATIONS.map(
      (_, activation) =>
        new Kernel('gemm', activationCode + operandsCode + code, {
          activation,
          workgroupHeight,
          workgroupWidth,
        }),
    ),
    height: perInvocation[0] * workgroupHeight,
    width: perInvocation[1] * workgroupWidth,
  };
}

type Size = readonly [rows: number, columns: number];

/** The part of a spec that decides which variant is fastest. */
export type GemmShape = Pick<GemmSpec, 'm' | 'n' | 'k' | 'transposeA' | 'transposeB'>;

/** The ways to compute a product. All add the same terms in the same order. */
export const gemmFamily: KernelFamily<GemmVariant, GemmShape> = {
  name: 'gemm',
  variants: {
    block: variant(blockCode, [4, 4], [8, 8]),
    row: variant(rowCode, [1, 4], [1, 64]),
    wide: variant(wideCode, [16, 16], [2, 2]),
    tiled: variant(tiledCode, [4, 4], [8, 8]),
  },

  untuned({ m, n, k }, adapter) {
    if (m <= 2) return 'row';
    if (Math.min(m, n) <= 8) return 'block';
    if (adapter === 'gpu') return k >= 16 && Math.min(m, n) >= 32 ? 'tiled' : 'block';
    return 'wide';
  },

  classOf({ m, n, k, transposeA, transposeB }) {
    const rounded = [m, n, k].map((size) => Math.min(512, 2 ** Math.round(Math.log2(Math.max(1, size)))));
    return {
      name: `${rounded.join('×')} ${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`,
      shape: { m: rounded[0]!, n: rounded[1]!, k: rounded[2]!, transposeA, transposeB },
    };
  },

  trial(scope, shape, chosen) {
    const { m, n, k } = shape;
    const a = scope.tensor('f32', m * k, 'a');
    const b = scope.tensor('f32', k * n, 'b');
    return gemmWith(scope as GpuScope, { a, b, out: scope.tensor('f32', m * n, 'out'), ...shape }, chosen);
  },
};

/** See `shaders/linalg/gemm-operands.wgsl`, and there each variant. */
export function gemm(scope: Scope, spec: GemmSpec): Operation {
  return gemmWith(scope as GpuScope, spec, Tuning.choose((scope as GpuScope).device, gemmFamily, spec));
}

export function gemmWith(scope: GpuScope, spec: GemmSpec, chosen: GemmVariant): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0, biasOffset = 0 } = spec;
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const flags = [Number(spec.bias !== undefined), Number(spec.accumulate ?? false)] as const;
  const shape = [m, n, k, aOffset, aRow, aStep, bOffset, bColumn, bStep, outOffset, biasOffset, ...flags];
  const grid: Grid = [Math.ceil(n / chosen.width), Math.ceil(m / chosen.height)];
  return chosen.kernels[activationIndex(spec.activation)]!.prepare(
    scope,
    grid,
    [spec.a, spec.b, spec.bias ?? spec.a, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
