import { expect, test } from 'vitest';
import { NO_ITEM } from '../../src/compute/contracts/select';
import { bothBackends } from './backends';
import { randomCsr, uploadCsr } from './csr';

const backends = bothBackends();

test.each([
  [1, 3, 2],
  [33, 50, 20],
])('%i rows × %i columns of %i users', async (rows, columns, userCount) => {
  const listed = randomCsr(userCount, columns, 0.2);
  const width = Math.max(...Array.from({ length: userCount }, (_, user) => listed.row(user).length));
  const users = Uint32Array.from({ length: rows }, (_, i) => (i % 6 === 5 ? NO_ITEM : (i * 7) % userCount));
  const scores = Float32Array.from({ length: rows * columns }, (_, i) =>
    i % 11 === 0 ? -Infinity : Math.sin(i),
  );
  const expected = Float32Array.from({ length: rows * width }, (_, i) => {
    const row = Math.floor(i / width);
    const item = users[row] === NO_ITEM ? undefined : listed.row(users[row]!)[i % width];
    return item === undefined ? -Infinity : scores[row * columns + item]!;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const out = scope.tensor('f32', rows * width, 'out');
    const spec = {
      scores: scope.upload(scores, 'scores'),
      rows,
      columns,
      users: scope.upload(users, 'users'),
      listed: uploadCsr(scope, listed),
      width,
      out,
    };
    backend.run([backend.kernels.gatherScores(scope, spec)]);
    expect(await backend.read(out)).toEqual(expected);
    scope.dispose();
  }
});
