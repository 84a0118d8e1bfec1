import { expect, test } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { listedScorer } from '../../src/models/listed-scorer';
import { PairNetwork } from '../../src/nn/pair-network';
import { bothBackends, F32_EPSILON } from './backends';

const backends = bothBackends();
const [USERS, ITEMS, TILE] = [7, 13, 4];
const SHAPE = { factors: 3, tower: { embedding: 4, layers: [6, 5] }, activation: 'tanh' } as const;

/** Of lists as long as each other, shorter ones, and none at all. */
const LISTS = [[2, 5, 12], [0], [], [12, 1, 7], [3, 4, 5], [11, 0], [6]];
const listed = {
  offsets: Uint32Array.from([0, ...LISTS.map((_, user) => LISTS.slice(0, user + 1).flat().length)]),
  indices: Uint32Array.from(LISTS.flat()),
};

/** Scores of each user's list by `listedScorer`, tile by tile, and of every item by the network itself. */
async function scoresOn(backend: Backend) {
  const scope = backend.scope('test');
  const network = new PairNetwork(backend, scope, { ...SHAPE, users: USERS, items: ITEMS }, 3);
  // Larger vectors than at the start, so that scores differ by more than rounding.
  for (const table of network.tables) table.write((await table.read()).data.map((value) => 60 * value));
  const scorer = listedScorer(network, scope, TILE, ITEMS, listed);
  const lists = new Float32Array(USERS * ITEMS);
  for (let first = 0; first < USERS; first += TILE) {
    const codes = Uint32Array.from({ length: Math.min(TILE, USERS - first) }, (_, i) => first + i);
    scorer.score(codes);
    lists.set(await backend.read(scorer.out, 0, codes.length * ITEMS), first * ITEMS);
  }
  const pair = (of: (at: number) => number) =>
    scope.upload(
      Uint32Array.from({ length: USERS * ITEMS }, (_, at) => of(at)),
      'pairs',
    );
  const { forward, output } = network.inference(
    scope,
    pair((at) => Math.floor(at / ITEMS)),
    pair((at) => at % ITEMS),
    USERS * ITEMS,
  );
  backend.run(forward);
  const all = await backend.read(output.values);
  scope.dispose();
  return { lists, all };
}

test('what is listed scores as among all items, on the GPU as on the CPU, and the rest is 0', async () => {
  const [gpu, cpu] = [await scoresOn(backends.gpu), await scoresOn(backends.cpu)];
  // Sums of at most 8 terms of numbers below 4; WGSL allows tanh an absolute error of about 2⁻¹¹.
  const bound = 5 * 2 ** -11 + 64 * F32_EPSILON;
  for (let user = 0; user < USERS; user++)
    for (let item = 0; item < ITEMS; item++) {
      const at = user * ITEMS + item;
      const expected = LISTS[user]!.includes(item);
      // The same pair through the same network: the same bits, whatever stands beside it.
      expect(gpu.lists[at]).toBe(expected ? gpu.all[at] : 0);
      expect(Math.abs(gpu.lists[at]! - cpu.lists[at]!)).toBeLessThanOrEqual(bound);
    }
  expect(new Set(gpu.all).size).toBeGreaterThan(60);
  expect(await scoresOn(backends.gpu)).toEqual(gpu);
});
