import type { Dataset } from '../../src/data/dataset';
import { encode } from '../../src/data/encode';
import { simulateStore } from '../../src/data/store';
import { subset } from '../../src/data/subset';
import { rowsOf } from '../../src/data/csr';

/** A small store with two parts: `train` without the interactions that `held` says of (user, item). */
export function smallStore(
  held: (user: number, item: number) => boolean,
  size = { customers: 220, items: 240, interactions: 7000 },
): { train: Dataset; test: Dataset } {
  const { table, metadata } = simulateStore({ ...size, drift: 0 }, 3);
  const [all] = encode([{ ...table, itemMetadata: metadata }], { feedback: 'implicit' }).datasets;
  const users = rowsOf(all!.byUser);
  const keep = Uint8Array.from(users, (user, p) => Number(!held(user, all!.byUser.indices[p]!)));
  return {
    train: subset(all!, keep),
    test: subset(
      all!,
      keep.map((value) => 1 - value),
    ),
  };
}

/** Every eighth item was never seen. */
export const isCold = (item: number) => item % 8 === 5;

/** One interaction in five, by a fixed pattern. */
export const isHeld = (user: number, item: number) => (user * 7 + item * 13) % 5 === 0;

/** The chance that a user's held-out item scores above another of the `candidates`; ties count half. 0.5 = by chance. */
export function meanAuc(
  scores: readonly (readonly number[])[],
  { train, test }: { train: Dataset; test: Dataset },
  isCandidate: (item: number) => boolean,
): number {
  let [sum, users] = [0, 0];
  for (let user = 0; user < test.users; user++) {
    const [mine, seen] = [test, train].map(
      ({ byUser }) => new Set(byUser.indices.subarray(byUser.offsets[user], byUser.offsets[user + 1])),
    );
    const candidates = Array.from({ length: test.items }, (_, item) => item).filter(
      (item) => isCandidate(item) && !seen!.has(item),
    );
    const [right, wrong] = [candidates.filter((i) => mine!.has(i)), candidates.filter((i) => !mine!.has(i))];
    if (right.length === 0 || wrong.length === 0) continue;
    let won = 0;
    for (const a of right)
      for (const b of wrong) won += (Math.sign(scores[user]![a]! - scores[user]![b]!) + 1) / 2;
    sum += won / (right.length * wrong.length);
    users++;
  }
  return sum / users;
}
