import { expect, test } from 'vitest';
import { NO_ROW } from '../../src/compute/contracts/similarity';
import { bothBackends } from './backends';
import { noise, resultOf } from './fixtures';

const backends = bothBackends();

test.each([4, 64, 68, 1024])('%i ids with many equal ones: a stable order', async (count) => {
  const ids = Uint32Array.from({ length: count }, (_, i) =>
    i > count - 3 ? NO_ROW : Math.floor((noise(i) + 1) * 12),
  );
  const expected = Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]! || a - b);
  for (const backend of [backends.gpu, backends.cpu]) {
    const sorted = await resultOf(backend, (scope) => {
      const out = scope.tensor('u32', count, 'sorted');
      return {
        operations: [backend.kernels.sortIds(scope, { ids: scope.upload(ids, 'ids'), sorted: out })],
        out,
      };
    });
    expect([...sorted]).toEqual(expected);
  }
});

// Groups that come out even in fours, and such that do not.
test.each([
  [4, 64],
  [3, 24],
  [5, 35],
])('groups of %i, %i of them: the same order as position by position', async (group, count) => {
  const length = Math.ceil((group * count) / 4) * 4;
  const ids = Uint32Array.from({ length }, (_, i) =>
    i >= group * (count - 2) ? NO_ROW : Math.floor((noise(Math.floor(i / group)) + 1) * 12),
  );
  const expected = Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]! || a - b);
  for (const backend of [backends.gpu, backends.cpu]) {
    const sorted = await resultOf(backend, (scope) => {
      const out = scope.tensor('u32', length, 'sorted');
      const spec = { ids: scope.upload(ids, 'ids'), sorted: out, group };
      return { operations: [backend.kernels.sortIds(scope, spec)], out };
    });
    expect([...sorted]).toEqual(expected);
  }
});
