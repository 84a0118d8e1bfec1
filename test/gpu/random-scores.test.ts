import { expect, test } from 'vitest';
import { Random } from '../../src/compute/random';
import { bothBackends } from './backends';

const backends = bothBackends();

test.each([
  [1, 1],
  [3, 66],
  [70, 7],
])('%i×%i: the bits of the host, whatever the tile', async (rows, columns) => {
  const users = Uint32Array.from({ length: rows }, (_, i) => (i * 37) % 101);
  const expected = new Float32Array(rows * columns);
  users.forEach((user, row) => {
    const random = new Random(7, 'random model', user);
    for (let i = 0; i < columns; i++) expected[row * columns + i] = random.uniform();
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', rows * columns, 'out');
    const spec = { users: scope.upload(users, 'users'), rows, columns, seed: 7, stream: 'random model', out };
    backend.run([backend.kernels.randomScores(scope, spec)]);
    expect(await backend.read(out)).toEqual(expected);
    scope.dispose();
  }
});
