import { expect, test } from 'vitest';
import { bothBackends } from './backends';

const backends = bothBackends();

test.each([
  ['all different', (i: number) => Math.sin(i + 1)],
  ['many equal, some no candidates', (i: number) => [NaN, -Infinity, -0, 0][i % 29] ?? (i % 7) - 3],
  ['constant', () => -2],
])('%s: the mean position over the orders of equal scores', async (_name, scoreOf) => {
  const [rows, columns, width] = [21, 130, 5];
  const scores = Float32Array.from({ length: rows * columns }, (_, i) => scoreOf(i));
  const targets = Float32Array.from({ length: rows * width }, (_, i) => {
    const row = Math.floor(i / width);
    return i % width === 4 ? -Infinity : scores[row * columns + ((i * 31) % columns)]!;
  });
  const expected = targets.map((target, i) => {
    const row = scores.subarray(Math.floor(i / width) * columns, (Math.floor(i / width) + 1) * columns);
    const sorted = [...row].filter((score) => score > -Infinity).sort((a, b) => b - a);
    const positions = sorted.flatMap((score, position) => (score === target ? [position + 1] : []));
    return positions.length ? positions.reduce((sum, p) => sum + p, 0) / positions.length : 0;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', rows * width, 'ranks');
    const [scoreTensor, targetTensor] = [scope.upload(scores, 'scores'), scope.upload(targets, 'targets')];
    const spec = { scores: scoreTensor, rows, columns, targets: targetTensor, width, ranks: out };
    backend.run([backend.kernels.ranks(scope, spec)]);
    expect(await backend.read(out)).toEqual(expected);
    scope.dispose();
  }
});
