import activationCode from '../../../../shaders/linalg/activation.wgsl?raw';
import operandsCode from '../../../../shaders/linalg/gemm-operands.wgsl?raw';
import tiledCode from '../../../../shaders/linalg/gemm-tiled.wgsl?raw';
import quadCode from '../../../../shaders/linalg/gemm-quad.wgsl?raw';
import quadLoadsCode from '../../../../shaders/linalg/gemm-quad-loads.wgsl?raw';
import quadWideCode from '../../../../shaders/linalg/gemm-quad-wide.wgsl?raw';
import rowCode from '../../../../shaders/linalg/gemm-row.wgsl?raw';
import wideCode from '../../../../shaders/linalg/gemm-wide.wgsl?raw';
import blockCode from '../../../../shaders/linalg/gemm.wgsl?raw';
import slopeCode from '../../../../shaders/nn/activation-slope.wgsl?raw';
import { ACTIVATIONS, activationIndex } from '../../activation';
import type { Operation, Scope } from '../../backend';
import type { GemmSpec } from '../../contracts';
import { type Grid, Kernel, uniforms } from '../kernel';
import { GpuOperation, type GpuScope } from '../scope';
import { type Adapted, declareFamily, Tuning } from '../tune';

interface GemmVariant {
  /** By activation, where the product goes through it, and where its slope multiplies the product. */
  readonly kernels: Readonly<Record<'forward' | 'backward', readonly KernelPair[]>>;
  /** Rows and columns of the product that a workgroup makes. */
  readonly height: number;
  readonly width: number;
}

/** For k that are multiples of 4, and for others. */
type KernelPair = readonly [even: Kernel, ragged: Kernel];

/**
 * @param perInvocation rows and columns that an invocation makes
 * @param workgroup invocations of a workgroup, down and across
 */
function variant(code: string, perInvocation: Size, workgroup: Size, enable = ''): GemmVariant {
  const [workgroupHeight, workgroupWidth] = workgroup;
  const kernel = (activation: number, backward: boolean, ragged: boolean) =>
    new Kernel('gemm', enable + activationCode + slopeCode + operandsCode + code, {
      ...{ activation, workgroupHeight, workgroupWidth },
      ...{ backward: Number(backward), ragged: Number(ragged) },
    });
  const kernels = (backward: boolean) =>
    ACTIVATIONS.map(
      (_, activation) => [kernel(activation, backward, false), kernel(activation, backward, true)] as const,
    );
  return {
    kernels: { forward: kernels(false), backward: kernels(true) },
    height: perInvocation[0] * workgroupHeight,
    width: perInvocation[1] * workgroupWidth,
  };
}

type Size = readonly [rows: number, columns: number];

/** A variant whose quads share loads; all of a quad make the same columns. */
function quadVariant(code: string, perInvocation: Size): GemmVariant {
  return variant(quadLoadsCode + code, perInvocation, [4, 1], 'enable subgroups;\n');
}

/** The part of a spec that decides which variant is fastest. */
export type GemmShape = Pick<GemmSpec, 'm' | 'n' | 'k' | 'transposeA' | 'transposeB'>;

/** The ways to compute a product. All add the same terms in the same order. */
export const gemmFamily = declareFamily<GemmVariant, GemmShape>({
  name: 'gemm',
  variants: {
    block: variant(blockCode, [4, 4], [8, 8]),
    row: variant(rowCode, [1, 4], [1, 64]),
    wide: variant(wideCode, [16, 16], [2, 2]),
    tiled: variant(tiledCode, [4, 4], [8, 8]),
    column: variant(blockCode, [4, 4], [64, 1]),
    quad: quadVariant(quadCode, [8, 16]),
    quadWide: quadVariant(quadWideCode, [8, 32]),
  },

  needs: { quad: 'subgroups', quadWide: 'subgroups' },

  untuned({ m, n, k }, adapter, features) {
    if (m <= 2) return 'row';
    if (n <= 4) return 'column';
    if (adapter === 'software' && m > 8 && m * n * k >= WORTH_A_QUAD && features.has('subgroups'))
      return n > 16 && m > 16 ? 'quadWide' : 'quad';
    if (Math.min(m, n) <= 8) return 'block';
    if (adapter === 'gpu') return k >= 16 && Math.min(m, n) >= 32 ? 'tiled' : 'block';
    return 'wide';
  },

  classOf({ m, n, k, transposeA, transposeB }, adapter) {
    const most = LARGEST[adapter];
    const rounded = [m, n, k].map((size) => Math.min(most, 2 ** Math.round(Math.log2(Math.max(1, size)))));
    return {
      name: `${rounded.join('×')} ${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`,
      shape: { m: rounded[0]!, n: rounded[1]!, k: rounded[2]!, transposeA, transposeB },
    };
  },

  trial(scope, shape, chosen) {
    const { m, n, k } = shape;
    const a = scope.upload(wave(m * k, 1), 'a');
    const b = scope.upload(wave(k * n, 0.7), 'b');
    const out = scope.tensor('f32', m * n, 'out');
    return { operation: gemmWith(scope as GpuScope, { a, b, out, ...shape }, chosen), out };
  },

  flops: ({ m, n, k }) => 2 * m * n * k,

  // What dense layers do forward, for their weights and for their input; and scores of a tile of users.
  usual: [
    { m: 512, n: 64, k: 64, transposeA: false, transposeB: true },
    { m: 64, n: 64, k: 512, transposeA: true, transposeB: false },
    { m: 512, n: 64, k: 64, transposeA: false, transposeB: false },
    { m: 128, n: 512, k: 64, transposeA: false, transposeB: true },
  ],
});

/** Terms of a product below which `block` is chosen unmeasured: it compiles in half the time. */
const WORTH_A_QUAD = 16_384;

/** Sizes beyond this are measured at it. A software adapter takes a second for 512³ in its slowest variant. */
const LARGEST: Readonly<Record<Adapted, number>> = { gpu: 512, software: 128 };

const wave = (length: number, step: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * step + 1));

/** See `shaders/linalg/gemm-operands.wgsl`, and there each variant. */
export function gemm(scope: Scope, spec: GemmSpec): Operation {
  const { device } = scope as GpuScope;
  Tuning.note(device, gemmFamily, spec);
  // Chosen when it first runs: what was measured since it was prepared counts.
  let chosen: GpuOperation | null = null;
  return new GpuOperation('gemm', (pass) => {
    chosen ??= gemmWith(scope as GpuScope, spec, Tuning.choose(device, gemmFamily, spec)) as GpuOperation;
    chosen.encode(pass);
  });
}

export function gemmWith(scope: GpuScope, spec: GemmSpec, chosen: GemmVariant): Operation {
  const { m, n, k, aOffset = 0, bOffset = 0, outOffset = 0, slope } = spec;
  const [aRow, aStep] = spec.transposeA ? [1, m] : [k, 1];
  const [bColumn, bStep] = spec.transposeB ? [k, 1] : [1, n];
  const [beside = spec.a, besideOffset = 0] = slope ? [slope.y, slope.yOffset] : [spec.bias, spec.biasOffset];
  const flags = [Number(spec.bias !== undefined), Number(spec.accumulate ?? false)] as const;
  const shape = [m, n, k, aOffset, aRow, aStep, bOffset, bColumn, bStep, outOffset, besideOffset, ...flags];
  const grid: Grid = [Math.ceil(n / chosen.width), Math.ceil(m / chosen.height)];
  const { forward, backward } = chosen.kernels;
  const [even, ragged] = slope
    ? backward[activationIndex(slope.activation)]!
    : forward[activationIndex(spec.activation)]!;
  return (k % 4 === 0 ? even : ragged).prepare(
    scope,
    grid,
    [spec.a, spec.b, beside, spec.out],
    uniforms(...shape.map((value) => ['u32', value] as const)),
  );
}
