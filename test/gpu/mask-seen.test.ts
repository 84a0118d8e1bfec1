import { expect, test } from 'vitest';
import { NO_ITEM } from '../../src/compute/contracts/select';
import { bothBackends } from './backends';
import { randomCsr, uploadCsr } from './csr';

const backends = bothBackends();

// lists longer than the lanes of a row, empty ones, a tile that is not full
test.each([
  [1, 3, 2],
  [5, 40, 9],
  [67, 300, 100],
])('%i rows × %i columns of %i users', async (rows, columns, userCount) => {
  const seen = randomCsr(userCount, columns, 0.3);
  const users = Uint32Array.from({ length: rows }, (_, i) => (i % 6 === 5 ? NO_ITEM : (i * 7) % userCount));
  const scores = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i));
  const expected = scores.map((score, i) => {
    const user = users[Math.floor(i / columns)]!;
    return user !== NO_ITEM && seen.row(user).includes(i % columns) ? -Infinity : score;
  });
  for (const backend of [backends.gpu, backends.cpu]) {
    const scope = backend.scope('test');
    const tensor = scope.upload(scores, 'scores');
    const spec = {
      scores: tensor,
      rows,
      columns,
      users: scope.upload(users, 'users'),
      seen: uploadCsr(scope, seen),
    };
    backend.run([backend.kernels.maskSeen(scope, spec)]);
    expect(await backend.read(tensor)).toEqual(expected);
    scope.dispose();
  }
});
