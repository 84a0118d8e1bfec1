import { describe, expect, test } from 'vitest';
import { activate, ACTIVATIONS, type Activation } from '../../src/compute/activation';
import type { Backend, Operation, Scope } from '../../src/compute/backend';
import type { GemmSpec } from '../../src/compute/contracts';
import { gemmFamily, gemmWith } from '../../src/compute/webgpu/kernels/gemm';
import type { GpuScope } from '../../src/compute/webgpu/scope';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();

type Prepare = (scope: Scope, spec: GemmSpec) => Operation;
type Options = Omit<GemmSpec, 'a' | 'b' | 'out' | 'bias' | 'slope' | 'm' | 'n' | 'k'> & {
  readonly bias?: boolean;
  readonly slope?: Activation;
};

const OFFSETS = { aOffset: 3, bOffset: 5, outOffset: 7, biasOffset: 1 };
const GUARD = 11;
const sine = (length: number, step: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * step + 1));

/** The whole `out` tensor, with what lies before and after the product. */
async function product(
  backend: Backend,
  prepare: Prepare,
  [m, n, k]: Size,
  options: Options,
): Promise<Float32Array> {
  const scope = backend.scope('test');
  const a = scope.upload(sine(m * k + OFFSETS.aOffset, 1), 'a');
  const b = scope.upload(sine(k * n + OFFSETS.bOffset, 0.7), 'b');
  const out = scope.upload(sine(m * n + OFFSETS.outOffset + GUARD, 0.3), 'out');
  const bias = options.bias ? scope.upload(sine(n + OFFSETS.biasOffset, 0.9), 'bias') : undefined;
  const y = (activation: Activation) => ({
    activation,
    y: scope.upload(
      sine(m * n + 2, 0.4).map((z) => valueFor(activation, z)),
      'y',
    ),
    yOffset: 2,
  });
  const slope = options.slope && y(options.slope);
  backend.run([prepare(scope, { ...OFFSETS, ...options, a, b, out, bias, slope, m, n, k })]);
  const result = await backend.read(out);
  scope.dispose();
  return result;
}

/** What the slope of an activation is made from: its value, or for gelu what goes in. */
const valueFor = (activation: Activation, z: number) => (activation === 'gelu' ? z : activate(activation, z));

type Size = readonly [m: number, n: number, k: number];

const LAYOUTS = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
] as const;

// One element; below, at and off the block (4), the tile (32) and the wide workgroup (32); skinny; long sums
const SIZES: readonly Size[] = [
  [1, 1, 1],
  [7, 5, 3],
  [1, 70, 33],
  [70, 1, 8],
  [64, 64, 64],
  [65, 33, 70],
  [130, 18, 257],
];

/** Values here are at most 1 in size, so |error| ≤ (k + 3)·ε·Σ|aᵢbᵢ| ≤ (k + 3)²·ε; slopes of activations are below 1.13. */
const boundOf = (k: number) => 1.13 * (k + 3) ** 2 * F32_EPSILON;

const prepareOnCpu: Prepare = (scope, spec) => backends.cpu.kernels.gemm(scope, spec);

describe.each(Object.entries(gemmFamily.variants))('%s', (name, variant) => {
  const prepare: Prepare = (scope, spec) => gemmWith(scope as GpuScope, spec, variant);
  const both = (size: Size, options: Options) =>
    Promise.all([
      product(backends.gpu, prepare, size, options),
      product(backends.cpu, prepareOnCpu, size, options),
    ]);

  // `column` is `block` in other workgroups.
  test.each(name === 'column' ? SIZES.slice(3, 6) : SIZES)(
    '%i×%i×%i, and nothing outside',
    async (...size) => {
      const [m, n, k] = size;
      const before = sine(OFFSETS.outOffset + m * n + GUARD, 0.3);
      const end = OFFSETS.outOffset + m * n;
      for (const layout of LAYOUTS) {
        const [gpu, cpu] = await both(size, layout);
        expectClose(gpu, cpu, boundOf(k), JSON.stringify(layout));
        expect(gpu.subarray(0, OFFSETS.outOffset)).toEqual(before.subarray(0, OFFSETS.outOffset));
        expect(gpu.subarray(end)).toEqual(before.subarray(end));
      }
    },
  );

  // The last step is the same code in every variant, and each activation is compiled anew.
  test.each(name === 'block' ? ACTIVATIONS : (['identity'] as const))(
    'bias, accumulation and %s',
    async (activation) => {
      const [gpu, cpu] = await both([37, 21, 10], { bias: true, accumulate: true, activation });
      // WGSL allows exp, log and tanh some units in the last place, and tanh an absolute error of about 2⁻¹¹.
      const transcendental = ['gelu', 'tanh'].includes(activation) ? 13 * 2 ** -11 : 64 * F32_EPSILON;
      expectClose(gpu, cpu, boundOf(10) + (activation === 'identity' ? 0 : transcendental));
    },
  );

  test.each(name === 'block' ? ACTIVATIONS : (['relu'] as const))('times the slope of %s', async (slope) => {
    const size: Size = [37, 21, 12];
    const [gpu, cpu] = await both(size, { slope });
    expectClose(gpu, cpu, boundOf(12) + 12 * (slope === 'gelu' ? 13 * 2 ** -11 : 64 * F32_EPSILON));
    // Against central differences of the activation, in f64.
    const plain = await product(backends.cpu, prepareOnCpu, size, {});
    const h = 1e-6;
    for (let i = 0; i < 37 * 21; i += 13) {
      const z = Math.fround(Math.sin((i + 2) * 0.4 + 1));
      const by = (activate(slope, z + h) - activate(slope, z - h)) / (2 * h);
      const at = OFFSETS.outOffset + i;
      expect(cpu[at]).toBeCloseTo(plain[at]! * by, 4);
    }
  });

  test('NaN beyond the last step and beyond the edge stays outside', async () => {
    const size: Size = [5, 6, 7];
    const [m, n, k] = size;
    const scope = backends.gpu.scope('test');
    const padded = (length: number) => {
      const values = new Float32Array(length + 64).fill(NaN);
      values.fill(1, 0, length);
      return scope.upload(values, 'padded');
    };
    const out = scope.tensor('f32', m * n, 'out');
    backends.gpu.run([prepare(scope, { a: padded(m * k), b: padded(k * n), out, m, n, k })]);
    expect(await backends.gpu.read(out)).toEqual(new Float32Array(m * n).fill(k));
    scope.dispose();
  });

  test('has the bits of every other variant, twice', async () => {
    const first = gemmFamily.variants['block']!;
    const expected = await product(
      backends.gpu,
      (scope, spec) => gemmWith(scope as GpuScope, spec, first),
      [65, 33, 70],
      {},
    );
    for (let i = 0; i < 2; i++)
      expect(await product(backends.gpu, prepare, [65, 33, 70], {})).toEqual(expected);
  });
});

test('without steps the product is zero, and the activation of the bias remains', async () => {
  for (const side of ['gpu', 'cpu'] as const) {
    const result = await product(
      backends[side],
      (scope, spec) => backends[side].kernels.gemm(scope, spec),
      [2, 3, 0],
      {
        bias: true,
        activation: 'relu' satisfies Activation,
      },
    );
    const bias = sine(4, 0.9).subarray(1);
    for (let i = 0; i < 6; i++) expect(result[OFFSETS.outOffset + i]).toBe(Math.max(0, bias[i % 3]!));
  }
});

test('the variants are measured once a class of shapes, and the choice is remembered', async () => {
  const { gpu } = backends;
  const tuning = gpu.tuning!;
  const scope = gpu.scope('test');
  const zeros = scope.tensor('f32', 48 * 48, 'zeros');
  const spec = { a: zeros, b: zeros, out: scope.tensor('f32', 48 * 48, 'out'), m: 48, n: 48, k: 48 };
  gpu.kernels.gemm(scope, spec);
  expect(tuning.pending).toBeGreaterThan(0);
  const bytes = gpu.memory.current;
  await tuning.measure(gpu);
  expect(gpu.memory.current).toBe(bytes);
  expect(tuning.pending).toBe(0);
  const choice = tuning.choices['gemm 64×64×64 A·B']!;
  expect(Object.keys(choice.milliseconds)).toEqual(Object.keys(gemmFamily.variants));
  const untuned = gemmFamily.untuned({ m: 64, n: 64, k: 64 }, 'software', new Set(gpu.adapter.features));
  // Another is chosen only where it gains (see contest.test.ts for when).
  if (choice.variant !== untuned)
    expect(choice.milliseconds[choice.variant]).toBeLessThan(choice.milliseconds[untuned]!);
  expect(choice).toMatchObject({ otherBits: [], flops: 2 * 64 ** 3 });
  gpu.kernels.gemm(scope, spec);
  expect(tuning.pending).toBe(0);
  scope.dispose();
});

test('a product prepared before its class was measured uses what was measured since', async () => {
  const { gpu } = backends;
  const scope = gpu.scope('test');
  const zeros = scope.tensor('f32', 256, 'zeros');
  const out = scope.tensor('f32', 256, 'out');
  const operation = gpu.kernels.gemm(scope, { a: zeros, b: zeros, out, m: 16, n: 16, k: 16 });
  const measured = { variant: 'row', milliseconds: { row: 1 } };
  gpu.tuning!.restore({ 'gemm 16×16×16 A·B': measured });
  gpu.run([operation]);
  await gpu.finish();
  expect(gpu.tuning!.pending).toBe(0);
  expect(gpu.tuning!.choices['gemm 16×16×16 A·B']).toEqual(measured);
  scope.dispose();
});

test('what was measured can be measured again, and the code has a version', async () => {
  const tuning = backends.gpu.tuning!;
  tuning.restore({
    'gemm 8×8×8 A·B': { variant: 'row', milliseconds: { row: 1 }, shape: { m: 8, n: 8, k: 8 } },
  });
  const begun = performance.now();
  await tuning.measureAgain(backends.gpu);
  console.info(`measured in ${performance.now() - begun} ms`, JSON.stringify(tuning.choices));
  const again = tuning.choices['gemm 8×8×8 A·B']!;
  expect(Object.keys(again.milliseconds)).toEqual(Object.keys(gemmFamily.variants));
  expect(again.otherBits).toEqual([]);
  expect(tuning.version).toMatch(/^[0-9a-f]{8}$/);
  expect(tuning.families).toEqual([{ name: 'gemm', variants: Object.keys(gemmFamily.variants) }]);
});

function expectClose(actual: Float32Array, expected: Float32Array, bound: number, what = ''): void {
  expect(actual.length).toBe(expected.length);
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
  expect(worst, what).toBeLessThanOrEqual(bound);
}
