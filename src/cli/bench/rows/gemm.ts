import { Random } from '../../../compute/random';
import { result, timeBeside, type BenchRow } from '../row';

const SIZE = 1024;
const FLOPS = 2 * SIZE ** 3;
const what = `${SIZE}×${SIZE} times ${SIZE}×${SIZE}, f32`;

export const gemm: BenchRow = {
  name: 'gemm-1024',
  what,

  async run(backend) {
    const random = new Random(1, 'gemm benchmark');
    const [left, right] = [new Float32Array(SIZE * SIZE), new Float32Array(SIZE * SIZE)];
    for (const matrix of [left, right]) random.fillUniform(matrix, -1, 1);

    const scope = backend.scope('gemm benchmark');
    const [a, b] = [scope.upload(left, 'a'), scope.upload(right, 'b')];
    const out = scope.tensor('f32', SIZE * SIZE, 'out');
    const prepare = () => backend.kernels.gemm(scope, { a, b, out, m: SIZE, n: SIZE, k: SIZE });
    prepare();
    await backend.tuning?.measure(backend);
    const operation = prepare();
    const expected = new Float32Array(SIZE * SIZE);
    const [ours, loop] = await timeBeside([
      async () => {
        backend.run([operation]);
        await backend.finish();
      },
      async () => tripleLoop(left, right, expected),
    ]);
    check(await backend.read(out), expected);
    scope.dispose();
    return [
      result({ name: gemm.name, what }, ours!, { flops: FLOPS }),
      result({ name: gemm.name, what, by: 'JavaScript triple loop' }, loop!, { flops: FLOPS }),
    ];
  },
};

/** The product as a JavaScript programmer writes it who knows that rows lie together in memory: i, p, j. */
function tripleLoop(a: Float32Array, b: Float32Array, out: Float32Array): void {
  out.fill(0);
  for (let i = 0; i < SIZE; i++)
    for (let p = 0; p < SIZE; p++) {
      const x = a[i * SIZE + p]!;
      for (let j = 0; j < SIZE; j++) out[i * SIZE + j]! += x * b[p * SIZE + j]!;
    }
}

/** A fast wrong product is no result. Both sums are off by some multiple of k·ε. */
function check(actual: Float32Array, expected: Float32Array): void {
  const bound = 2 * SIZE * 2 ** -24 * Math.sqrt(SIZE);
  const wrong = actual.findIndex((value, i) => !(Math.abs(value - expected[i]!) < bound));
  if (wrong >= 0) throw new Error(`gemm-1024: element ${wrong} is ${actual[wrong]}, not ${expected[wrong]}`);
}
