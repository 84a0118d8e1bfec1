import type { Scope } from '../compute/backend';
import { NO_ROW } from '../compute/contracts/similarity';
import type { PairLearner } from '../nn/pair-program';
import type { ListedItems, Scorer } from './recommender';

/** Rows that go through the network at once. */
const SCORED_ROWS = 16_384;

/**
 * Scores each user's listed items alone: with 99 sampled items beside the held-out one a small part of the catalogue.
 * What is not listed gets 0.
 */
export function listedScorer(
  network: PairLearner,
  scope: Scope,
  tile: number,
  items: number,
  listed: ListedItems,
): Scorer {
  const { backend } = network;
  const { kernels } = backend;
  const width = longest(listed);
  const perPiece = Math.max(1, Math.min(tile, Math.floor(SCORED_ROWS / width)));
  const rows = perPiece * width;
  const out = scope.tensor('f32', tile * items, 'scores');
  const [ofUsers, ofItems] = ['users of the piece', 'items of the piece'].map((label) =>
    scope.tensor('u32', rows, label),
  ) as [ReturnType<typeof scope.tensor<'u32'>>, ReturnType<typeof scope.tensor<'u32'>>];
  const logits = scope.tensor('f32', tile * width, 'logits of listed items');
  const places = scope.tensor('u32', tile * items, 'places of listed items');
  const { forward, output } = network.inference(scope, ofUsers, ofItems, rows);
  const spread = kernels.gatherRows(scope, {
    ids: places,
    table: logits,
    out,
    count: tile * items,
    width: 1,
  });
  return {
    out,
    tile,
    score: (codes) => {
      const placed = new Uint32Array(tile * items).fill(NO_ROW);
      for (let first = 0; first < codes.length; first += perPiece) {
        const piece = codes.subarray(first, first + perPiece);
        const [users, chosen] = [new Uint32Array(rows), new Uint32Array(rows)];
        piece.forEach((user, i) => {
          users.fill(user, i * width, (i + 1) * width);
          const own = listed.indices.subarray(listed.offsets[user], listed.offsets[user + 1]);
          own.forEach((item, at) => {
            chosen[i * width + at] = item;
            placed[(first + i) * items + item] = (first + i) * width + at;
          });
        });
        backend.write(ofUsers, users);
        backend.write(ofItems, chosen);
        backend.run(forward);
        backend.copy(output.values, 0, logits, first * width, piece.length * width);
      }
      backend.write(places, placed);
      backend.run([spread]);
    },
  };
}

function longest({ offsets }: ListedItems): number {
  let most = 1;
  for (let user = 0; user + 1 < offsets.length; user++)
    most = Math.max(most, offsets[user + 1]! - offsets[user]!);
  return most;
}
