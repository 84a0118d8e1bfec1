import { describe, expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { bothBackends } from './backends';

const backends = bothBackends();

describe.each(['gpu', 'cpu'] as const)('randomUniform on the %s', (side) => {
  test.each([1, 3, 4, 255, 256, 257, 1000])('%i numbers have the bits of the host', async (count) => {
    const backend = backends[side];
    const scope = backend.scope('test');
    const step = scope.upload(Uint32Array.of(9), 'step');
    const out = scope.tensor('f32', count + 3, 'out');
    backend.run([
      backend.kernels.randomUniform(scope, { out, seed: 2 ** 40 + 77, stream: 'test', step, count }),
    ]);
    const expected = new Float32Array(count + 3);
    new Random(2 ** 40 + 77, 'test', 9).fillUniform(expected.subarray(0, count));
    expect(await backend.read(out)).toEqual(expected);
    scope.dispose();
  });
});
